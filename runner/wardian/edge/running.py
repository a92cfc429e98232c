"""The guest that runs on a thread, and what goes wrong in the host meanwhile."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any

from wardian.edge import native
from wardian.edge.guest import Guest
from wardian.edge.library import EPOCH_CALLBACK

_CONTINUE = 0


class Running(threading.local):
    """What belongs to the calling thread, on which a guest runs from its start to its end.

    `guest` is who runs now; whoever starts one sets it and puts the former back after. An exception must not leave a
    callback, whichever it is, for ctypes would hand libwasmtime an undefined pointer: what the host's functions raise
    while a guest calls them is kept for whoever started it to raise.
    """

    def __init__(self) -> None:
        self.guest: Guest | None = None
        self._fault: BaseException | None = None

    def keep(self, error: BaseException) -> None:
        self._fault = error

    def raise_kept(self) -> None:
        """To be called when the guest has ended."""
        if self._fault is not None:
            error, self._fault = self._fault, None
            raise error

    def epoch_callback(self, ticks: Callable[[], int | None]) -> Any:
        """Lets the guest go on for as many epochs as `ticks` says. None ends it, and so does an exception."""

        def call(context: int, data: int, delta_at: int, kind_at: int) -> int | None:
            try:
                granted = ticks()
            except BaseException as error:  # noqa: BLE001
                self.keep(error)
                return native.new_error(b"the host failed")
            if granted is None:
                return native.new_error(b"stopped by a limit")
            ctypes.c_uint64.from_address(delta_at).value = granted
            ctypes.c_uint8.from_address(kind_at).value = _CONTINUE
            return None

        return EPOCH_CALLBACK(call)

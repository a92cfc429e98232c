"""What goes wrong in the host while a guest runs."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from wardian.edge import native

_CONTINUE = 0


class Faults:
    """Keeps what the host's functions raise while they are called by a guest, for whoever started it to raise.

    An exception must not leave a callback, whichever it is: ctypes would hand libwasmtime an undefined pointer.
    """

    def __init__(self) -> None:
        self._kept: BaseException | None = None

    def keep(self, error: BaseException) -> None:
        self._kept = error

    def raise_kept(self) -> None:
        """To be called when the guest has ended."""
        if self._kept is not None:
            error, self._kept = self._kept, None
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

        return native.EPOCH_CALLBACK(call)

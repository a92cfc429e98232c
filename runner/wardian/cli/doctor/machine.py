"""This machine: the sandbox, the toolchains, the clock."""

from __future__ import annotations

import asyncio
import ctypes
import struct
from collections.abc import Iterator

from wardian.cli.doctor.finding import Finding, failed, fine, skipped, warning
from wardian.errors import NoSandbox, ToolchainMissing, WardianError
from wardian.model import Language

_TIMEX_BYTES = 512
"""More than `struct timex` has on any architecture (adjtimex(2))."""

_STATUS_AT = 8 + 4 * struct.calcsize("l")
_UNSYNCHRONISED = 0x40


def sandbox() -> Iterator[Finding]:
    from wardian.sandbox import probe

    try:
        asyncio.run(probe())
    except NoSandbox as error:
        yield failed("sandbox", error.detail, "Until then nothing is compiled here; what is built already is served.")
    else:
        yield fine("sandbox", "Programs are compiled in it.")


def toolchains() -> Iterator[Finding]:
    from wardian.toolchains import registry

    for language in Language:
        what = f"toolchain {language}"
        try:
            asyncio.run(registry.check(language))
        except NoSandbox:
            yield skipped(what, "It cannot be tried without a sandbox.")
        except ToolchainMissing as error:
            yield failed(what, error.detail, "Do that as the user that Wardian runs as.")
        except WardianError as error:
            advice = f"Run `wardian toolchain install {language}` as the user that Wardian runs as."
            yield failed(what, error.detail, advice)
        else:
            yield fine(what, "A program was compiled and run.")


def clock() -> Iterator[Finding]:
    """Whether the kernel says that something keeps it right; nobody is asked over the network."""
    timex = ctypes.create_string_buffer(_TIMEX_BYTES)
    if ctypes.CDLL(None, use_errno=True).adjtimex(timex) < 0:
        yield warning("clock", "The kernel does not tell whether it is kept right.", "See that NTP runs on the host.")
        return
    (status,) = struct.unpack_from("i", timex, _STATUS_AT)
    if status & _UNSYNCHRONISED:
        yield warning(
            "clock",
            "Nothing keeps this machine's clock right.",
            "Run an NTP client, such as systemd-timesyncd or chrony, here or on the host of this container: "
            "deployments expire by the clock, and several machines must agree on it.",
        )
    else:
        yield fine("clock", "It is kept right.")

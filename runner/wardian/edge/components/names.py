"""The names of interfaces: which one a component exports, and which ones it may import."""

from __future__ import annotations

HANDLER = "wasi:http/incoming-handler"
"""What a component must export."""

_PACKAGES = ("wasi:io/", "wasi:clocks/", "wasi:random/", "wasi:cli/", "wasi:http/", "wasi:filesystem/", "wasi:sockets/")


def parts(name: str) -> tuple[str, str]:
    """An interface's name and version: `wasi:io/poll@0.2.3`."""
    interface, _, version = name.partition("@")
    return interface, version


def is_handler(name: str) -> bool:
    """Whether that is what a component must export."""
    interface, version = parts(name)
    return interface == HANDLER and version.startswith("0.2.")


def may_be_imported(name: str) -> bool:
    """Whether a component that imports it can run: what it calls of it that is not offered ends it."""
    interface, version = parts(name)
    return interface.startswith(_PACKAGES) and version.startswith("0.2.")

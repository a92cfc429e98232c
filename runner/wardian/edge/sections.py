"""The sections of a WebAssembly module (core specification, section 5.5.2), as far as what debuggers read in them."""

from __future__ import annotations

from collections.abc import Iterator

MOST_DEBUG_INFO = 1 << 20
"""Bytes. wasmtime reads it all when a program traps, which no limit interrupts."""

_HEADER = 8
_CUSTOM = 0


def with_little_debug_info(module: bytes) -> bytes:
    """The module without its `.debug_…` sections when these are larger than MOST_DEBUG_INFO together.

    What is not well-formed stays for the compiler to refuse.
    """
    try:
        debug = list(_debug_sections(module))
    except IndexError:
        return module
    if sum(end - start for start, end in debug) <= MOST_DEBUG_INFO:
        return module
    parts, kept = [], 0
    for start, end in debug:
        parts.append(module[kept:start])
        kept = end
    return b"".join((*parts, module[kept:]))


def _debug_sections(module: bytes) -> Iterator[tuple[int, int]]:
    """Where each begins and ends."""
    start = _HEADER
    while start < len(module):
        size, content = _number(module, start + 1)
        end = content + size
        if module[start] == _CUSTOM:
            length, name = _number(module, content)
            if module[name : name + length].startswith(b".debug_"):
                yield start, end
        start = end


def _number(module: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number of 32 bits, and where it ends. Raises IndexError when it does not."""
    value = 0
    for place in range(5):
        byte = module[at + place]
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    raise IndexError(at)

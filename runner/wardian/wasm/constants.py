"""Constant expressions: what gives globals, tables and offsets their first values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wardian.wasm import types
from wardian.wasm.reader import Reader

_END = 0x0B


def skip(reader: Reader) -> None:
    """Past one expression and its `end`."""
    while (code := reader.byte()) != _END:
        _skip(reader, code, _PLAIN)


def _skip(reader: Reader, code: int, operands: Mapping[int, Callable[[Reader], object]]) -> None:
    if code not in operands:
        raise reader.malformed(f"has the instruction 0x{code:02x} in a constant expression")
    operands[code](reader)


def _nothing(reader: Reader) -> None: ...


def _index(reader: Reader) -> None:
    reader.unsigned()


def _two(reader: Reader) -> None:
    reader.unsigned()
    reader.unsigned()


def _vector(reader: Reader) -> None:
    if reader.unsigned() != 0x0C:
        raise reader.malformed("has a vector instruction that is no constant")
    reader.skip(16)


_GC: Mapping[int, Callable[[Reader], object]] = {
    **dict.fromkeys((0, 1, 6, 7), _index),
    8: _two,
    **dict.fromkeys((0x1A, 0x1B, 0x1C), _nothing),
}
"""struct.new(_default), array.new(_default, _fixed), any.convert_extern, extern.convert_any, ref.i31."""

_PLAIN: Mapping[int, Callable[[Reader], object]] = {
    0x23: _index,
    0x41: lambda reader: reader.signed(32),
    0x42: lambda reader: reader.signed(64),
    0x43: lambda reader: reader.skip(4),
    0x44: lambda reader: reader.skip(8),
    0xD0: types.heap,
    0xD2: _index,
    0xFD: _vector,
    0xFB: lambda reader: _skip(reader, reader.unsigned(), _GC),
    **dict.fromkeys((0x6A, 0x6B, 0x6C, 0x7C, 0x7D, 0x7E), _nothing),
}

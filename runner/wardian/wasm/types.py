"""The types of a module, as the text format spells them."""

from __future__ import annotations

from dataclasses import dataclass

from wardian.wasm.reader import Reader

_NUMBERS = {0x7F: "i32", 0x7E: "i64", 0x7D: "f32", 0x7C: "f64", 0x7B: "v128"}
_PACKED = {0x78: "i8", 0x77: "i16"}
_HEAPS = {
    **{0x74: "noexn", 0x73: "nofunc", 0x72: "noextern", 0x71: "none", 0x70: "func", 0x6F: "extern", 0x6E: "any"},
    **{0x6D: "eq", 0x6C: "i31", 0x6B: "struct", 0x6A: "array", 0x69: "exn", 0x68: "cont", 0x75: "nocont"},
}
_SHORT = {"none": "nullref", "nofunc": "nullfuncref", "noextern": "nullexternref", "noexn": "nullexnref"}
_GROUP, _SUB, _SUB_FINAL = 0x4E, 0x50, 0x4F
_NULLABLE, _NOT_NULL = 0x63, 0x64
_SHARED = 0x65


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of a memory, in pages, or of a table, in elements."""

    min: int
    max: int | None
    shared: bool
    wide: bool
    page: int | None


def value(reader: Reader) -> str:
    code = reader.byte()
    if code in _NUMBERS:
        return _NUMBERS[code]
    reader.at -= 1
    return reference(reader)


def reference(reader: Reader) -> str:
    code = reader.byte()
    if code in (_NULLABLE, _NOT_NULL):
        null = "null " if code == _NULLABLE else ""
        return f"(ref {null}{heap(reader)})"
    if code in _HEAPS:
        return _SHORT.get(_HEAPS[code], f"{_HEAPS[code]}ref")
    raise reader.malformed(f"has the unknown type 0x{code:02x}")


def heap(reader: Reader) -> str:
    if reader.peek() == _SHARED:
        reader.byte()
        return f"(shared {heap(reader)})" if reader.peek() != _SHARED else _twice(reader)
    code = reader.peek()
    if code in _HEAPS:
        reader.byte()
        return _HEAPS[code]
    index = reader.signed(33)
    if index < 0:
        raise reader.malformed("has an unknown heap type")
    return str(index)


def _twice(reader: Reader) -> str:
    raise reader.malformed("has a type that is shared twice")


def bounds(reader: Reader) -> Bounds:
    flags = reader.byte()
    if flags > 0x0F:
        raise reader.malformed("has unknown limits")
    wide = bool(flags & 4)
    bits = 64 if wide else 32
    least = reader.unsigned(bits)
    most = reader.unsigned(bits) if flags & 1 else None
    page = 1 << reader.unsigned() % 64 if flags & 8 else None
    return Bounds(least, most, bool(flags & 2), wide, page)


def definitions(reader: Reader) -> list[str]:
    """The type section: `(func (param i32) (result i32))` and the like, by index."""
    found: list[str] = []
    for _ in reader.many():
        if reader.peek() == _GROUP:
            reader.byte()
            found.extend(_definition(reader) for _ in reader.many())
        else:
            found.append(_definition(reader))
    return found


def _definition(reader: Reader) -> str:
    if reader.peek() in (_SUB, _SUB_FINAL):
        reader.byte()
        for _ in reader.many():
            reader.unsigned()
    if reader.peek() == _SHARED:
        reader.byte()
    code = reader.byte()
    if code == 0x60:
        return _function(reader)
    if code == 0x5F:
        return _spelt("struct", [f"(field {_field(reader)})" for _ in reader.many()])
    if code == 0x5E:
        return _spelt("array", [_field(reader)])
    raise reader.malformed(f"has a type of the unknown form 0x{code:02x}")


def _function(reader: Reader) -> str:
    parameters = [value(reader) for _ in reader.many()]
    results = [value(reader) for _ in reader.many()]
    words = ((_spelt(name, types)) for name, types in (("param", parameters), ("result", results)) if types)
    return _spelt("func", list(words))


def _field(reader: Reader) -> str:
    code = reader.peek()
    if code in _PACKED:
        reader.byte()
    storage = _PACKED.get(code) or value(reader)
    return _mutable(reader, storage)


def global_type(reader: Reader) -> str:
    return _mutable(reader, value(reader))


def _mutable(reader: Reader, type: str) -> str:
    flag = reader.byte()
    if flag > 3:
        raise reader.malformed("has an unknown mutability")
    return f"(mut {type})" if flag & 1 else type


def _spelt(word: str, rest: list[str]) -> str:
    return f"({' '.join([word, *rest])})"

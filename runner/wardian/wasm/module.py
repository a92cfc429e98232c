"""A core module: what it has, what it takes and gives, and what its functions weigh."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from wardian.wasm import constants, sections, types
from wardian.wasm.customs import Customs
from wardian.wasm.reader import Reader
from wardian.wasm.summary import (
    LARGEST,
    LISTED,
    Contents,
    ExportView,
    FunctionView,
    GlobalView,
    ImportView,
    MemoryView,
    TableView,
    short,
)

MAGIC = b"\0asm\1\0\0\0"
_NAMES = ("custom", "types", "imports", "functions", "tables", "memories", "globals", "exports", "start", "elements")
NAMES = (*_NAMES, "code", "data", "data count", "tags")
_KINDS = ("func", "table", "memory", "global", "tag")
_EXACT = 0x20
_PAGE = 65536
_UNKNOWN = "unknown"


@dataclass(slots=True)
class Module:
    """`spaces` holds the types of all functions, tables and so on by kind and index, the imported ones first."""

    types: list[str] = field(default_factory=list)
    spaces: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in _KINDS})
    sections: list[sections.Section] = field(default_factory=list)
    imports: list[ImportView] = field(default_factory=list)
    exports: list[ExportView] = field(default_factory=list)
    exported: dict[int, str] = field(default_factory=dict)
    memories: list[MemoryView] = field(default_factory=list)
    tables: list[TableView] = field(default_factory=list)
    globals: list[GlobalView] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    imported_functions: int = 0
    start: int | None = None
    customs: Customs = field(default_factory=Customs)

    def read(self, reader: Reader) -> None:
        """Raises Malformed, TooSlow. What a section's list is followed by is not looked at but in known sections."""
        if reader.take(len(MAGIC)) != MAGIC:
            raise reader.malformed("does not start as a module does")
        for section in sections.split(reader, NAMES):
            self.sections.append(section)
            if section.custom:
                self.customs.read(section.name, section.content)
            elif (read := _READ.get(section.name)) is not None:
                read(self, section.content)
                section.content.done()

    def contents(self, whole: int) -> Contents:
        """`whole` is the size of the file."""
        return Contents(
            counts={**self.counts, "sections": len(self.sections)},
            sections=sections.views(self.sections, whole),
            imports=tuple(self.imports[:LISTED]),
            exports=tuple(self.exports[:LISTED]),
            memories=tuple(self.memories[:LISTED]),
            tables=tuple(self.tables[:LISTED]),
            globals=tuple(self.globals[:LISTED]),
            start=None if self.start is None else self._function(self.start),
            code_size=sum(self.sizes),
            functions=tuple(map(self._function, self._largest())),
            name=self.customs.name,
            producers=self.customs.producers,
            target_features=self.customs.target_features,
        )

    def type(self, index: int) -> str:
        return self.types[index] if index < len(self.types) else _UNKNOWN

    def _largest(self) -> Iterable[int]:
        """The indices of the largest functions."""
        order = heapq.nlargest(LARGEST, range(len(self.sizes)), key=lambda number: (self.sizes[number], -number))
        return [self.imported_functions + number for number in order]

    def _function(self, index: int) -> FunctionView:
        defined = index - self.imported_functions
        size = self.sizes[defined] if 0 <= defined < len(self.sizes) else 0
        name = self.customs.functions.get(index) or self.exported.get(index)
        return FunctionView(index=index, name=name, size=size)


def _types(module: Module, reader: Reader) -> None:
    module.types = [short(type) for type in types.definitions(reader)]
    module.counts["types"] = len(module.types)


def _imports(module: Module, reader: Reader) -> None:
    for _ in reader.many():
        source, name = short(reader.text()), short(reader.text())
        kind, type = _entity(module, reader)
        module.imports.append(ImportView(module=source, name=name, kind=kind, type=type))
    module.counts["imports"] = len(module.imports)
    module.imported_functions = len(module.spaces["func"])


def _entity(module: Module, reader: Reader) -> tuple[str, str]:
    """The kind and the type of what is imported, which is given its index."""
    code = reader.byte()
    number = code & ~_EXACT
    if number >= len(_KINDS) or (code != number and number != 0):
        raise reader.malformed(f"has an import of the unknown kind {code}")
    kind = _KINDS[number]
    type = _OWN_TYPES[kind](module, reader, True)
    module.spaces[kind].append(type)
    return kind, type


def _function(module: Module, reader: Reader, imported: bool) -> str:
    return module.type(reader.unsigned())


def _table(module: Module, reader: Reader, imported: bool) -> str:
    type = short(types.reference(reader))
    bounds = types.bounds(reader)
    module.tables.append(TableView(type=type, min=bounds.min, max=bounds.max, imported=imported))
    return _with_bounds(bounds, type)


def _memory(module: Module, reader: Reader, imported: bool) -> str:
    bounds = types.bounds(reader)
    page = bounds.page or _PAGE
    module.memories.append(
        MemoryView(
            min=bounds.min,
            max=bounds.max,
            page_size=page,
            shared=bounds.shared,
            wide=bounds.wide,
            imported=imported,
        )
    )
    return _with_bounds(bounds)


def _global(module: Module, reader: Reader, imported: bool) -> str:
    type = short(types.global_type(reader))
    module.globals.append(GlobalView(type=type, imported=imported))
    return type


def _tag(module: Module, reader: Reader, imported: bool) -> str:
    if reader.byte() != 0:
        raise reader.malformed("has a tag that is no exception")
    return module.type(reader.unsigned())


def _with_bounds(bounds: types.Bounds, type: str | None = None) -> str:
    words = ["i64" if bounds.wide else None, str(bounds.min), None if bounds.max is None else str(bounds.max)]
    return " ".join(word for word in (*words, "shared" if bounds.shared else None, type) if word is not None)


_OWN_TYPES: dict[str, Callable[[Module, Reader, bool], str]] = {
    "func": _function,
    "table": _table,
    "memory": _memory,
    "global": _global,
    "tag": _tag,
}


def _defined(kind: str) -> Callable[[Module, Reader], None]:
    """Reads a section that defines things of the kind."""

    def read(module: Module, reader: Reader) -> None:
        for _ in reader.many():
            with_value = kind == "global" or (kind == "table" and _has_value(reader))
            module.spaces[kind].append(_OWN_TYPES[kind](module, reader, False))
            if with_value:
                constants.skip(reader)

    return read


def _has_value(reader: Reader) -> bool:
    """Whether a table is defined together with its elements' first value."""
    if reader.peek() != 0x40:
        return False
    reader.byte()
    if reader.byte() != 0:
        raise reader.malformed("has a table of an unknown form")
    return True


def _exports(module: Module, reader: Reader) -> None:
    for _ in reader.many():
        name, code, index = short(reader.text()), reader.byte(), reader.unsigned()
        if code >= len(_KINDS):
            raise reader.malformed(f"has an export of the unknown kind {code}")
        kind = _KINDS[code]
        space = module.spaces[kind]
        if index >= len(space):
            raise reader.malformed(f"exports the {kind} {index}, which is not there")
        module.exports.append(ExportView(name=name, kind=kind, type=space[index]))
        if kind == "func":
            module.exported.setdefault(index, name)
    module.counts["exports"] = len(module.exports)


def _start(module: Module, reader: Reader) -> None:
    module.start = reader.unsigned()


def _code(module: Module, reader: Reader) -> None:
    for _ in reader.many():
        size = reader.unsigned()
        reader.skip(size)
        module.sizes.append(size)


_READ: dict[str, Callable[[Module, Reader], None]] = {
    "types": _types,
    "imports": _imports,
    "functions": _defined("func"),
    "tables": _defined("table"),
    "memories": _defined("memory"),
    "globals": _defined("global"),
    "tags": _defined("tag"),
    "exports": _exports,
    "start": _start,
    "code": _code,
}

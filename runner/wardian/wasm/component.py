"""A component: its sections, what it takes and gives, and the core modules inside it."""

from __future__ import annotations

from wardian.wasm import sections
from wardian.wasm.module import Module
from wardian.wasm.reader import Reader
from wardian.wasm.summary import LISTED, Contents, CoreModuleView, ExportView, ImportView, short

MAGIC = b"\0asm\x0d\0\1\0"
_NAMES = ("custom", "core module", "core instances", "core types", "component", "instances", "aliases", "types")
_ALL_NAMES = (*_NAMES, "canonical functions", "start", "imports", "exports", "values")
_SORTS = {0x01: "func", 0x02: "value", 0x03: "type", 0x04: "component", 0x05: "instance"}
_CORE, _CORE_MODULE = 0x00, 0x11
_MODULE_SECTION, _IMPORT_SECTION, _EXPORT_SECTION = 1, 10, 11


def read(reader: Reader, whole: int) -> Contents:
    """`whole` is the size of the file. Raises Malformed, TooSlow."""
    if reader.take(len(MAGIC)) != MAGIC:
        raise reader.malformed("does not start as a component does")
    found: list[sections.Section] = []
    imports: list[ImportView] = []
    exports: list[ExportView] = []
    modules: list[CoreModuleView] = []
    for section in sections.split(reader, _ALL_NAMES):
        found.append(section)
        if section.number == _MODULE_SECTION:
            modules.append(_module(section, whole))
        elif section.number == _IMPORT_SECTION:
            imports.extend(_imports(section.content))
        elif section.number == _EXPORT_SECTION:
            exports.extend(_exports(section.content))
    counts = {"sections": len(found), "imports": len(imports), "exports": len(exports), "modules": len(modules)}
    return Contents(
        counts=counts,
        sections=sections.views(found, whole),
        imports=tuple(imports[:LISTED]),
        exports=tuple(exports[:LISTED]),
        modules=tuple(modules[:LISTED]),
        code_size=sum(module.code_size for module in modules),
    )


def _module(section: sections.Section, whole: int) -> CoreModuleView:
    module = Module()
    module.read(section.content)
    return CoreModuleView(
        name=module.customs.name,
        offset=section.offset,
        size=section.size,
        share=round(section.size / whole, 6),
        functions=len(module.sizes),
        code_size=sum(module.sizes),
    )


def _imports(reader: Reader) -> list[ImportView]:
    found = []
    for _ in reader.many():
        name = _name(reader)
        found.append(ImportView(module=None, name=name, kind=_described(reader), type=None))
    reader.done()
    return found


def _exports(reader: Reader) -> list[ExportView]:
    found = []
    for _ in reader.many():
        name, kind = _name(reader), _sort(reader)
        reader.unsigned()
        if reader.byte():
            _described(reader)
        found.append(ExportView(name=name, kind=kind, type=None))
    reader.done()
    return found


def _name(reader: Reader) -> str:
    form = reader.byte()
    if form > 2:
        raise reader.malformed(f"has a name of the unknown form {form}")
    name = reader.text()
    if form == 2:
        for _ in reader.many():
            reader.byte()
            reader.text()
    return short(name)


def _sort(reader: Reader) -> str:
    code = reader.byte()
    if code == _CORE:
        if reader.byte() != _CORE_MODULE:
            raise reader.malformed("has something of a core module that cannot stand here")
        return "core module"
    if code not in _SORTS:
        raise reader.malformed(f"has something of the unknown kind {code}")
    return _SORTS[code]


def _described(reader: Reader) -> str:
    """The kind of what is imported or exported, past its description."""
    kind = _sort(reader)
    if kind == "type":
        if reader.byte() == 0:
            reader.unsigned()
    elif kind == "value":
        reader.byte()
        reader.signed(33)
    else:
        reader.unsigned()
    return kind

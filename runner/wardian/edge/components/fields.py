"""wasi:http/types: headers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wardian.edge import cgi
from wardian.edge.components.handles import Misuse
from wardian.edge.components.interface import Interface
from wardian.edge.components.run import ComponentRun
from wardian.edge.components.values import BOOL, BYTES, TEXT, Borrow, Case, Err, List, Ok, Own, Result, Tuple, Variant

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
_FORBIDDEN = frozenset(
    (
        "connection",
        "host",
        "http2-settings",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    )
)
"""What belongs to the connection, which is the edge's."""


@dataclass(slots=True)
class Fields:
    """Names are in lower case, so that they are found however they are written."""

    entries: list[tuple[str, bytes]] = field(default_factory=list)
    mutable: bool = True

    def fixed(self) -> Fields:
        """The same headers, for looking at only."""
        return Fields(self.entries, mutable=False)


types = Interface("wasi:http/types", {"fields": Fields, "headers": Fields, "trailers": Fields})

_FIELDS = Borrow(Fields)
_ENTRIES = List(Tuple(TEXT, BYTES))
_CHANGED = Result(None, Variant({}))


@types.function("[constructor]fields", result=Own(Fields))
def _new(run: ComponentRun) -> Fields:
    return Fields()


@types.function("[static]fields.from-list", _ENTRIES, result=Result(Own(Fields), Variant({})))
def _from_list(run: ComponentRun, entries: list[tuple[str, bytes]]) -> Ok | Err:
    made = Fields()
    refused = _put(run, made, entries)
    return refused or Ok(made)


@types.function("[method]fields.get", _FIELDS, TEXT, result=List(BYTES))
def _get(run: ComponentRun, fields: Fields, name: str) -> list[bytes]:
    return [value for key, value in fields.entries if key == name.lower()]


@types.function("[method]fields.has", _FIELDS, TEXT, result=BOOL)
def _has(run: ComponentRun, fields: Fields, name: str) -> bool:
    return any(key == name.lower() for key, _ in fields.entries)


@types.function("[method]fields.entries", _FIELDS, result=_ENTRIES)
def _entries(run: ComponentRun, fields: Fields) -> list[tuple[str, bytes]]:
    return fields.entries


@types.function("[method]fields.clone", _FIELDS, result=Own(Fields))
def _clone(run: ComponentRun, fields: Fields) -> Fields:
    run.hold(_size(fields.entries))
    return Fields(list(fields.entries))


@types.function("[method]fields.set", _FIELDS, TEXT, List(BYTES), result=_CHANGED)
def _set(run: ComponentRun, fields: Fields, name: str, values: list[bytes]) -> Ok | Err:
    kept = [entry for entry in fields.entries if entry[0] != name.lower()]
    refused = _refusal(fields, [(name, value) for value in values] or [(name, b"")])
    if refused is not None:
        return refused
    fields.entries[:] = kept
    return _put(run, fields, [(name, value) for value in values]) or Ok()


@types.function("[method]fields.append", _FIELDS, TEXT, BYTES, result=_CHANGED)
def _append(run: ComponentRun, fields: Fields, name: str, value: bytes) -> Ok | Err:
    return _put(run, fields, [(name, value)]) or Ok()


@types.function("[method]fields.delete", _FIELDS, TEXT, result=_CHANGED)
def _delete(run: ComponentRun, fields: Fields, name: str) -> Ok | Err:
    refused = _refusal(fields, [(name, b"")])
    if refused is None:
        fields.entries[:] = [entry for entry in fields.entries if entry[0] != name.lower()]
    return refused or Ok()


def _put(run: ComponentRun, fields: Fields, entries: list[tuple[str, bytes]]) -> Err | None:
    refused = _refusal(fields, entries)
    if refused is not None:
        return refused
    run.hold(_size(entries))
    fields.entries += [(name.lower(), value) for name, value in entries]
    if _size(fields.entries) > cgi.MOST_HEADER_BYTES:
        raise Misuse(f"its headers are longer than {cgi.MOST_HEADER_BYTES // 1024} KiB")
    return None


def _refusal(fields: Fields, entries: list[tuple[str, bytes]]) -> Err | None:
    if not fields.mutable:
        return Err(Case("immutable"))
    for name, value in entries:
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            return Err(Case("invalid-syntax"))
        if name.lower() in _FORBIDDEN:
            return Err(Case("forbidden"))
    return None


def _size(entries: list[tuple[str, bytes]]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in entries)

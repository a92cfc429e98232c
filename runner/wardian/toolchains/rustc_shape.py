"""The shape of rustc's JSON messages, as far as it is read here (https://doc.rust-lang.org/rustc/json.html)."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType

_Shape = Mapping[str, type | UnionType]

_CHILD: _Shape = {"level": str, "message": str, "spans": list}
_MESSAGE: _Shape = {**_CHILD, "children": list, "code": dict | None, "rendered": str | None}
_CODE: _Shape = {"code": str, "explanation": str | None}
_SPAN: _Shape = {
    "file_name": str,
    **dict.fromkeys(("line_start", "line_end", "column_start", "column_end"), int),
    "is_primary": bool,
    "label": str | None,
    "suggested_replacement": str | None,
    "suggestion_applicability": str | None,
    "expansion": dict | None,
}


def is_message(value: object) -> bool:
    """Whether it is one. A compiler that has been taken over may write anything else."""
    if not (_is_child(value, _MESSAGE) and isinstance(value, dict)):
        return False
    return all(_is_child(child, _CHILD) for child in value["children"]) and (
        value["code"] is None or _fits(value["code"], _CODE)
    )


def _is_child(value: object, shape: _Shape) -> bool:
    return _fits(value, shape) and isinstance(value, dict) and all(map(_is_span, value["spans"]))


def _is_span(value: object) -> bool:
    """With the spans of the macro calls that it came from."""
    while _fits(value, _SPAN) and isinstance(value, dict):
        if value["expansion"] is None:
            return True
        value = value["expansion"].get("span")
    return False


def _fits(value: object, shape: _Shape) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), kind) for name, kind in shape.items())

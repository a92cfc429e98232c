"""Every setting as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from typing import Any

from wardian.cli.reference.markdown import table
from wardian.settings import Settings, variable
from wardian.units import size


def blocks() -> Mapping[str, str]:
    return {"settings": _table(limits=False), "limits": _table(limits=True)}


def _table(limits: bool) -> str:
    return table(("variable", "default", "what it is"), _rows(limits))


def _rows(limits: bool) -> Iterator[tuple[str, str, str]]:
    for entry in fields(Settings):
        if entry.metadata.get("limit", False) is limits:
            yield f"`{variable(entry.name)}`", _default(entry), entry.metadata["help"]


def _default(entry: Field[Any]) -> str:
    if shown := entry.metadata.get("shown"):
        return str(shown)
    value: Any = entry.default
    return f"`{value}`, {size(value)}" if entry.metadata["help"].endswith("in bytes.") else f"`{value}`"

"""What is told of an artifact. Sizes are in bytes; shares are of the whole file, from 0 to 1."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

LISTED = 1000
"""Imports, exports, sections and the like that are listed; `counts` has them all."""

LARGEST = 200
"""Functions that are listed, the largest first."""

_TEXT = 300


def short(text: str) -> str:
    """A name, cut where it is longer than anybody reads."""
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"


class _View(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SectionView(_View):
    name: str = Field(description="As wasm-tools spells it, or a custom section's own name.")
    custom: bool
    offset: int = Field(description="Of its content, from the start of the file.")
    size: int = Field(description="Of its content; the file's size is the sizes and a few bytes before each.")
    share: float


class ImportView(_View):
    module: str | None = Field(description="None in a component.")
    name: str
    kind: str = Field(description="`func`, `table`, `memory`, `global`, `tag`, or what a component has.")
    type: str | None = Field(description="As the text format spells it.")


class ExportView(_View):
    name: str
    kind: str
    type: str | None = Field(description="As the text format spells it.")


class MemoryView(_View):
    min: int = Field(description="In pages.")
    max: int | None = Field(description="In pages; null for no limit of its own.")
    page_size: int
    shared: bool
    wide: bool = Field(description="Whether addresses have 64 bits.")
    imported: bool


class TableView(_View):
    type: str
    min: int = Field(description="In elements.")
    max: int | None
    imported: bool


class GlobalView(_View):
    type: str
    imported: bool


class FunctionView(_View):
    index: int
    name: str | None = Field(description="From the `name` section, or the export.")
    size: int


class ProducerView(_View):
    field: str = Field(description="`language`, `processed-by` or `sdk`.")
    name: str
    version: str


class FileView(_View):
    path: str
    size: int
    compressed: int


class CoreModuleView(_View):
    name: str | None
    offset: int
    size: int
    share: float
    functions: int
    code_size: int


class Contents(_View):
    """What reading the bytes tells. Lists are cut at 1000; `counts` has the whole numbers."""

    counts: Annotated[dict[str, int], Field(description="How many there are of each list, whole.")]
    sections: tuple[SectionView, ...] = ()
    imports: tuple[ImportView, ...] = ()
    exports: tuple[ExportView, ...] = ()
    memories: tuple[MemoryView, ...] = ()
    tables: tuple[TableView, ...] = ()
    globals: tuple[GlobalView, ...] = ()
    start: Annotated[FunctionView | None, Field(description="The function that runs at instantiation.")] = None
    code_size: Annotated[int, Field(description="Of all functions' bodies.")] = 0
    functions: Annotated[tuple[FunctionView, ...], Field(description="The 200 largest, the largest first.")] = ()
    name: Annotated[str | None, Field(description="The module's own, from the `name` section.")] = None
    producers: tuple[ProducerView, ...] = ()
    target_features: Annotated[
        tuple[str, ...], Field(description="What the compiler was allowed to use, `+` before each.")
    ] = ()
    modules: Annotated[tuple[CoreModuleView, ...], Field(description="Of a component.")] = ()
    files: Annotated[tuple[FileView, ...], Field(description="Of a zip.")] = ()

"""The gallery: one folder an example, `<language>/<name>/`, with its sources, a README.md and `wardian.toml`.

wardian.toml:

    title = "Game of Life"
    description = "One line: what the reader will see."
    kind = "console"            # or "interactive" (reads its input), or "handler" (answers HTTP requests)
    language = "c"
    order = 2                   # place among the language's examples, from 1

    [run]                       # optional: how the browser starts it
    args = ["--fast"]
    stdin = "typed beforehand"
    env = { REQUEST_METHOD = "GET" }

`python -m wardian.docs.examples OUT` writes the gallery as JSON for the playground.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from wardian.model import Language

CONFIG = "wardian.toml"
README = "README.md"
DEFAULT = "hello"

_KINDS = {str: "a string", int: "an integer", list: "a list", dict: "a table"}
Choice = TypeVar("Choice", bound=StrEnum)


class ExampleError(ValueError):
    """An example is incomplete or wrong; the message starts with the file to look at."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")


class Kind(StrEnum):
    CONSOLE = "console"
    INTERACTIVE = "interactive"
    HANDLER = "handler"


@dataclass(frozen=True, slots=True)
class Run:
    """How the browser starts the program; `args` leaves out the program's own name."""

    args: tuple[str, ...] = ()
    stdin: str = ""
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """`files` holds the sources by POSIX path, the entry file first."""

    language: Language
    name: str
    title: str
    description: str
    kind: Kind
    order: int
    run: Run
    files: Mapping[str, str]

    def summary(self) -> dict[str, str]:
        """What a gallery shows."""
        return {
            "language": self.language,
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "kind": self.kind,
        }

    def to_json(self) -> dict[str, Any]:
        """All that a playground needs: the summary with `files`, `entry` and `run`."""
        return {**self.summary(), "files": dict(self.files), "entry": self.language.entry, "run": asdict(self.run)}


def folder() -> Path:
    """The examples that came with this installation; in a clone, its `examples` folder."""
    package = Path(__file__).parents[1]
    packaged = package / "_examples"
    return packaged if packaged.is_dir() else package.parents[1] / "examples"


def gallery(root: Path | None = None) -> tuple[Example, ...]:
    """Every example, by language and then by `order`. Raises ExampleError."""
    root = root or folder()
    examples = []
    for language in Language:
        found = [load(path.parent) for path in (root / language).glob(f"*/{CONFIG}")]
        for example in found:
            _check_place(root, language, example)
        examples += sorted(found, key=lambda example: (example.order, example.name))
    return tuple(examples)


def _check_place(root: Path, language: Language, example: Example) -> None:
    if example.language is not language:
        config = root / language / example.name / CONFIG
        raise ExampleError(config, f"language is {example.language.value!r}, but the folder is {language}/")


def default_files(language: Language, root: Path | None = None) -> Mapping[str, str]:
    """The files that a new project of this language starts with. Raises ExampleError."""
    return load((root or folder()) / language / DEFAULT).files


def load(path: Path) -> Example:
    """The example in the folder `path`, whose name is the example's. Raises ExampleError."""
    config = path / CONFIG
    table = _parse(config)
    values = _take(
        config, table, title=str, description=str, kind=str, language=str, order=int, run=dict, optional={"run": {}}
    )
    language = _member(config, Language, "language", values["language"])
    if not (path / README).is_file():
        raise ExampleError(path / README, "is missing")
    return Example(
        language=language,
        name=path.name,
        title=_line(config, "title", values["title"]),
        description=_line(config, "description", values["description"]),
        kind=_member(config, Kind, "kind", values["kind"]),
        order=values["order"],
        run=_run(config, values["run"]),
        files=sources(path, language),
    )


def _parse(config: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ExampleError(config, "is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExampleError(config, str(error)) from error


def _take(
    config: Path, table: Mapping[str, Any], *, optional: Mapping[str, Any], **kinds: type[Any]
) -> Mapping[str, Any]:
    """The table with its defaults, once every key is known, present and of its kind."""
    for key in table:
        if key not in kinds:
            raise ExampleError(config, f"unknown key {key!r}; known are {', '.join(kinds)}")
    values = {**optional, **table}
    for key, kind in kinds.items():
        if key not in values:
            raise ExampleError(config, f"{key} is missing")
        if type(values[key]) is not kind:
            raise ExampleError(config, f"{key} must be {_KINDS[kind]}, not {values[key]!r}")
    return values


def _member(config: Path, choices: type[Choice], key: str, value: str) -> Choice:
    try:
        return choices(value)
    except ValueError as error:
        raise ExampleError(config, f"{key} must be one of {', '.join(choices)}, not {value!r}") from error


def _line(config: Path, key: str, value: str) -> str:
    if not value.strip() or "\n" in value:
        raise ExampleError(config, f"{key} must be one line of text")
    return value


def _run(config: Path, table: Mapping[str, Any]) -> Run:
    values = _take(config, table, args=list, stdin=str, env=dict, optional={"args": [], "stdin": "", "env": {}})
    for key, texts in (("args", values["args"]), ("env", values["env"].values())):
        if not all(isinstance(text, str) for text in texts):
            raise ExampleError(config, f"every one of run.{key} must be a string")
    return Run(tuple(values["args"]), values["stdin"], values["env"])


def sources(path: Path, language: Language) -> dict[str, str]:
    """The text files of a project's folder by POSIX path, the entry file first. Raises ExampleError."""
    entry = path / language.entry
    if not entry.is_file():
        raise ExampleError(entry, "is missing; every project of this language starts there")
    files = {}
    for file in [entry, *(file for file in sorted(path.rglob("*")) if file != entry and _is_source(file, path))]:
        try:
            files[file.relative_to(path).as_posix()] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ExampleError(file, f"is not UTF-8 text: {error}") from error
    return files


def _is_source(file: Path, root: Path) -> bool:
    parts = file.relative_to(root).parts
    hidden = any(part.startswith((".", "__pycache__")) for part in parts)
    return file.is_file() and not hidden and parts not in ((CONFIG,), (README,))


def export(examples: Sequence[Example], out: Path) -> None:
    """Write `index.json` (the summaries) and `<language>/<name>.json` for each into the folder `out`."""
    for example in examples:
        _write(out / example.language / f"{example.name}.json", example.to_json())
    _write(out / "index.json", [example.summary() for example in examples])


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m wardian.docs.examples", description="Write the gallery as JSON.")
    parser.add_argument("out", type=Path, help="Folder to write to.")
    export(gallery(), parser.parse_args().out)

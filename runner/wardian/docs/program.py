"""The program in a fence: its files, and which of their lines are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from wardian import digest
from wardian.docs import examples
from wardian.docs.attributes import Attributes
from wardian.docs.config import Kind, Run
from wardian.docs.markers import COMMENT, Shown, shown
from wardian.docs.tables import ExampleError
from wardian.docs.values import FenceProblem
from wardian.model import Language, Project

_FILE = re.compile(r"-- (\S.*?) --\s*")
_PATH = re.compile(r"\w[\w.+-]*(?:/\w[\w.+-]*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Program:
    """`files` holds the sources by POSIX path, the entry file first. `labels` gives the names that readers see.

    `hidden` gives, by path, the first and the last line of each passage that is folded away, counted from 1.
    """

    language: Language
    title: str
    kind: Kind
    files: Mapping[str, str]
    run: Run
    labels: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return digest.of_sources(Project(self.language, self.files))


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one file; `offset` is the place of the first, counted from the line that opens the fence."""

    lines: Sequence[str]
    offset: int


def read(attributes: Attributes, source: str, root: Path) -> Program:
    """The program of a fence whose text is `source`; `root` is the folder of examples. Raises FenceProblem."""
    if attributes.example is not None:
        program = _example(attributes.example, source, root)
    elif attributes.language is not None:
        program = _written(attributes.language, attributes, source)
    else:
        raise AssertionError("attributes without language and example")
    args = program.run.args if attributes.args is None else attributes.args
    stdin = program.run.stdin if attributes.stdin is None else attributes.stdin
    kind = Kind.HANDLER if attributes.edge else program.kind
    return replace(program, title=attributes.title or program.title, kind=kind, run=Run(args, stdin, program.run.env))


def _written(language: Language, attributes: Attributes, source: str) -> Program:
    entry = language.entry
    parts = _split(source, entry, attributes.label)
    if attributes.hide:
        files = {path: shown(language, part.lines, part.offset) for path, part in parts.items()}
        if not any(file.marked for file in files.values()):
            raise FenceProblem(
                f'hide needs a line "{COMMENT[language]} show" or "{COMMENT[language]} hide" in the program'
            )
    else:
        files = {path: Shown("\n".join(part.lines).rstrip("\n") + "\n") for path, part in parts.items()}
    if not files[entry].text.strip():
        raise FenceProblem(f"it has no program: {attributes.label or entry} is empty")
    return Program(
        language=language,
        title=attributes.label or entry,
        kind=Kind.CONSOLE,
        files={path: file.text for path, file in files.items()},
        run=Run(),
        labels={entry: attributes.label or entry},
        hidden={path: file.hidden for path, file in files.items() if file.hidden},
    )


def _split(source: str, entry: str, label: str | None) -> dict[str, _Part]:
    """The files by path, the entry file first: what stands before the first `-- name --`, or what it names."""
    parts: dict[str, _Part] = {}
    path, lines, start = entry, list[str](), 1
    for offset, line in enumerate(source.split("\n"), 1):
        match = _FILE.fullmatch(line)
        if match is None:
            lines.append(line)
            continue
        if path != entry or any(map(str.strip, lines)):
            parts[path] = _Part(lines, start)
        path, lines, start = _path(match[1], entry, label, offset), [], offset + 1
        if path in parts:
            raise FenceProblem(f'a file "{match[1]}" is there already; each file has a name of its own', offset)
    parts[path] = _Part(lines, start)
    if entry not in parts:
        raise FenceProblem(f'it has no {label or entry}: write that file first, before "-- {next(iter(parts))} --"')
    return {entry: parts.pop(entry), **parts}


def _path(name: str, entry: str, label: str | None, offset: int) -> str:
    if name == label:
        return entry
    if not _PATH.fullmatch(name):
        raise FenceProblem(f'"{name}" is no path of a file; a right one is util.h or src/util.h', offset)
    return name


def _example(name: str, source: str, root: Path) -> Program:
    if source.strip():
        raise FenceProblem("a fence with example has no text of its own; remove the text or the attribute", 1)
    try:
        example = examples.load(root / name)
    except ExampleError as error:
        if not (root / name).is_dir():
            names = ", ".join(sorted(path.parent.name for path in (root / name).parent.glob("*/wardian.toml")))
            raise FenceProblem(f'there is no example "{name}"; there are {names}') from None
        raise FenceProblem(str(error)) from error
    return Program(example.language, example.title, example.kind, example.files, example.run)

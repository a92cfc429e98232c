"""The gallery: one folder an example, `<language>/<name>/`, with its sources, a README.md and `wardian.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from wardian import digest
from wardian.docs import config
from wardian.docs.config import Kind, Run
from wardian.docs.tables import ExampleError
from wardian.model import Grants, Language, Project

README = "README.md"
DEFAULT = "hello"


@dataclass(frozen=True, slots=True)
class Example:
    """`files` holds the sources by POSIX path, the entry file first. `grants` is what it asks for when deployed."""

    language: Language
    name: str
    title: str
    description: str
    kind: Kind
    order: int
    run: Run
    files: Mapping[str, str]
    grants: Grants = Grants()

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
        """All that a playground needs: the summary with `key`, `files`, `entry`, `run` and `grants` without secrets."""
        return {
            **self.summary(),
            "key": digest.of_sources(Project(self.language, self.files)),
            "files": dict(self.files),
            "entry": self.language.entry,
            "run": asdict(self.run),
            "grants": {"fetch": list(self.grants.fetch), "kv": self.grants.kv},
        }


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
        found = [_load_from(language, path.parent) for path in (root / language).glob(f"*/{config.NAME}")]
        examples += sorted(found, key=lambda example: (example.order, example.name))
    return tuple(examples)


def _load_from(language: Language, path: Path) -> Example:
    example = load(path)
    if example.language is not language:
        detail = f"language is {example.language.value!r}, but the folder is {language}/"
        raise ExampleError(path / config.NAME, detail)
    if not (path / README).is_file():
        raise ExampleError(path / README, "is missing")
    return example


def default_files(language: Language, root: Path | None = None) -> Mapping[str, str]:
    """The files that a new project of this language starts with. Raises ExampleError."""
    return load((root or folder()) / language / DEFAULT).files


def load(path: Path) -> Example:
    """The example in the folder `path`, whose name is the example's. Raises ExampleError."""
    about = config.read(path / config.NAME)
    return Example(
        language=about.language,
        name=path.name,
        title=about.title,
        description=about.description,
        kind=about.kind,
        order=about.order,
        run=about.run,
        files=sources(path, about.language),
        grants=about.grants,
    )


def sources(path: Path, language: Language) -> dict[str, str]:
    """The text files of a project's folder by POSIX path, the entry file first. Others raise ExampleError."""
    project = contents(path, language)
    for name in project.binary:
        raise ExampleError(path / name, "is not UTF-8 text")
    return dict(project.files)


def contents(path: Path, language: Language) -> Project:
    """The files of a project's folder by POSIX path, the entry file first.

    Raises ExampleError, for a link that leads out of the folder too: whoever publishes the project would publish that.
    """
    entry = path / language.entry
    if not entry.is_file():
        raise ExampleError(entry, "is missing; every project of this language starts there")
    inside = path.resolve()
    files: dict[str, str] = {}
    binary: dict[str, bytes] = {}
    for file in [entry, *(file for file in sorted(path.rglob("*")) if file != entry and _is_source(file, path))]:
        if not file.resolve().is_relative_to(inside):
            raise ExampleError(file, "is a link that leads out of the project's folder; put a copy in its place")
        name = file.relative_to(path).as_posix()
        try:
            files[name] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            binary[name] = file.read_bytes()
    return Project(language, files, binary)


def _is_source(file: Path, root: Path) -> bool:
    parts = file.relative_to(root).parts
    hidden = any(part.startswith((".", "__pycache__")) for part in parts)
    return file.is_file() and not hidden and parts not in ((config.NAME,), (README,))


def documents(examples: Sequence[Example]) -> dict[str, Any]:
    """What a site publishes, by path: `index.json` (the summaries) and `<language>/<name>.json` for each."""
    return {
        "index.json": [example.summary() for example in examples],
        **{f"{example.language}/{example.name}.json": example.to_json() for example in examples},
    }

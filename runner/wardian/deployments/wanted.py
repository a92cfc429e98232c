"""What somebody asks of a deployment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wardian.model import Artifact, Language, Route


@dataclass(frozen=True, slots=True)
class Source:
    """A program to serve, and the files beside it, by path below /assets/.

    `build` and `language` are None for a component that was uploaded.
    """

    build: str | None
    language: Language | None
    artifact: Artifact
    assets: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the program may do, and for how long. None is what was left out: it stays as it is, or is nothing at first.

    `secrets` changes those that it names; None removes one. `ttl_s` is in seconds.
    """

    fetch: tuple[str, ...] | None = None
    kv: bool | None = None
    secrets: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    routes: tuple[Route, ...] | None = None
    ttl_s: int | None = None


NOTHING = Wanted()

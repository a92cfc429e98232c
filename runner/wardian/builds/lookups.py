"""Whether there is a build already: those who ask at the same time are answered together."""

from __future__ import annotations

from collections.abc import Sequence

from wardian import digest
from wardian.builds.together import Together
from wardian.model import Profile, Project
from wardian.storage.builds import BuildRecords
from wardian.storage.records import Record
from wardian.toolchains import readers
from wardian.toolchains.base import Toolchain

_Asked = tuple[Project, Profile, Toolchain]
_Found = tuple[str, Record | None]


class Lookups:
    """Belongs to an event loop."""

    def __init__(self, records: BuildRecords) -> None:
        self._records = records
        self._together: Together[_Asked, _Found] = Together(self._find_all)

    async def find(self, project: Project, profile: Profile, toolchain: Toolchain) -> _Found:
        """The build's name, and its record if there is one. Raises ToolchainMissing."""
        return await self._together.ask((project, profile, toolchain))

    def _find_all(self, asked: Sequence[_Asked]) -> list[_Found]:
        names = [_name(*one) for one in asked]
        found = {record.build.id: record for record in self._records.some(names)}
        return [(name, found.get(name)) for name in names]


def _name(project: Project, profile: Profile, toolchain: Toolchain) -> str:
    """From all that decides a build's artifact, or what is told of it. Reads files."""
    return digest.of_build(project, profile, f"{toolchain.fingerprint()} {readers.revision()}")

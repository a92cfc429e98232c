"""The builds that have not ended: who waits for them, when they start, and their end."""

from __future__ import annotations

from typing import Protocol

from wardian.builds.feeds import Feed
from wardian.model import Build, Profile, Project
from wardian.storage.interests import Interest
from wardian.storage.records import Record


class Line(Protocol):
    """The records are the truth. What they ask for is built by this process (OwnLine) or by others (SharedLine)."""

    here: bool
    """Whether this process builds."""

    @property
    def closing(self) -> bool:
        """Whether nobody may wait any longer."""

    async def start(self) -> None: ...

    def let_go(self) -> None:
        """Let nobody wait any longer: the process is about to end."""

    async def stop(self) -> None:
        """What has not ended is built by another process, or the next that starts."""

    async def claim(self, build: str, project: Project, profile: Profile, interest: Interest, *, again: bool) -> Record:
        """The record, put into the queue if it was not under way. Raises QueueFull, TooManyBuilds, QuotaReached."""

    async def feed(self, build: str) -> Feed | None:
        """None when the build has ended, is not known, or the process is about to end."""

    async def with_place(self, build: Build) -> Build:
        """The build with its place in the queue, if it waits there."""

    async def keep(self, build: str, interest: Interest) -> None:
        """The held request is answered before the end: the client comes back."""

    async def leave(self, build: str, interest: Interest) -> None:
        """The held request is gone. If nobody else waits, the build is cancelled."""

    async def give_up(self, build: str, client: str) -> None:
        """The client does not want it. If nobody else waits, the build is cancelled."""

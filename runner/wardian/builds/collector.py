"""Removes artifacts, build records and projects that nobody wants any more, by age and by size."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge

from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import GONE
from wardian.storage.old_builds import OldBuilds
from wardian.storage.outage import cause
from wardian.storage.uses import SAFE, Uses
from wardian.threads import to_its_end

EVERY_S = 3600
_LOOK_S = 60
_GROWTH = 10
"""New artifacts of a tenth of `artifact_bytes` are reason enough to collect before the hour is over."""

_NOTICED = 100
"""To count means to list the whole store: it is done again for a hundredth more or less."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Collected:
    """What went and what stays; sizes are in bytes and count compressed forms too."""

    artifacts: int = 0
    bytes: int = 0
    builds: int = 0
    projects: int = 0
    kept: int = 0
    kept_bytes: int = 0


@dataclass(slots=True)
class _Group:
    """An artifact with its forms."""

    size: int
    used_at: datetime


class ArtifactCollector:
    def __init__(
        self,
        artifacts: Artifacts,
        uses: Uses,
        old_builds: OldBuilds,
        settings: Settings,
        registry: CollectorRegistry | None = None,
    ) -> None:
        self._artifacts = artifacts
        self._uses = uses
        self._old_builds = old_builds
        self._settings = settings
        self._lock = settings.data / "collecting.lock"
        self._figures = None if registry is None else _Figures(registry)

    def collect(self, *, dry_run: bool = False) -> Collected | None:
        """Remove what is older than `artifact_days`, then the least recently used until the rest fits.

        Never what a deployment, one of its kept versions or a share uses, or what was used within SAFE. None when
        another process is collecting. A `dry_run` removes nothing, and counts no builds and projects. Blocks.
        """
        with self._alone() as alone:
            if not alone:
                return None
            collected = self._collect(datetime.now(UTC), dry_run=dry_run)
        if self._figures is not None:
            self._figures.removed(collected.artifacts, collected.bytes)
            self._figures.keeps(collected.kept, collected.kept_bytes, self._uses.count())
        return collected

    def count(self) -> None:
        """Tell Prometheus what is kept, if it may be another number by a hundredth than was told. Blocks."""
        if self._figures is not None and self._figures.outdated(on_record := self._uses.count()):
            groups = self._groups()
            self._figures.keeps(len(groups), sum(group.size for group in groups.values()), on_record)

    async def collect_regularly(self) -> None:
        """Collect for ever, and count in between; cancel to end."""
        written, collected_at = 0, -float(EVERY_S)
        while True:
            grown = self._artifacts.written - written > self._settings.artifact_bytes / _GROWTH
            try:
                if grown or time.monotonic() - collected_at >= EVERY_S:
                    written, collected_at = self._artifacts.written, time.monotonic()
                    collected = await to_its_end(self.collect)
                    if collected is not None and collected.artifacts:
                        _log.info("collected %d artifacts, %d bytes", collected.artifacts, collected.bytes)
                else:
                    await to_its_end(self.count)
            except GONE as error:
                _log.warning("artifacts were not collected: %s", cause(error))
            await asyncio.sleep(_LOOK_S)

    def _collect(self, now: datetime, *, dry_run: bool) -> Collected:
        groups = self._groups()
        old = now - timedelta(days=self._settings.artifact_days)
        total = sum(group.size for group in groups.values())
        gone = freed = 0
        for sha256, group in self._unneeded(groups, now - SAFE):
            if group.used_at >= old and total - freed <= self._settings.artifact_bytes:
                break
            size = group.size if dry_run else self._remove(sha256, now - SAFE)
            gone, freed = gone + (size > 0), freed + size
        builds, projects = (0, 0) if dry_run else self._forget(groups, old)
        return Collected(gone, freed, builds, projects, len(groups) - gone, total - freed)

    def _groups(self) -> dict[str, _Group]:
        """What is in the store, by sha256. What is not on record yet was used when it was written."""
        groups: dict[str, _Group] = {}
        for kept in self._artifacts.kept():
            group = groups.setdefault(kept.sha256, _Group(0, kept.written_at))
            group.size += kept.size
            group.used_at = max(group.used_at, kept.written_at)
        used = self._uses.all()
        self._uses.adopt({sha256: group.used_at for sha256, group in groups.items() if sha256 not in used})
        for sha256, group in groups.items():
            group.used_at = used.get(sha256, group.used_at)
        return groups

    def _unneeded(self, groups: dict[str, _Group], before: datetime) -> Iterator[tuple[str, _Group]]:
        """The least recently used first."""
        needed = self._uses.needed()
        for sha256, group in sorted(groups.items(), key=lambda item: item[1].used_at):
            if group.used_at < before and sha256 not in needed:
                yield sha256, group

    def _remove(self, sha256: str, before: datetime) -> int:
        with self._uses.removal(sha256, before) as free:
            return self._artifacts.remove(sha256) if free else 0

    def _forget(self, groups: dict[str, _Group], old: datetime) -> tuple[int, int]:
        self._uses.forget({sha256 for sha256 in self._uses.all() if sha256 not in groups}, old)
        return self._old_builds.remove(old)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        with self._lock.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True


class _Figures:
    """What is kept is told once it has been counted: a figure that is not known is no zero."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self._on_record: int | None = None
        self._kept = Gauge("wardian_artifacts_kept", "Artifacts in the store.", registry=None)
        self._kept_bytes = Gauge(
            "wardian_artifacts_kept_bytes", "Bytes of the store, compressed forms included.", registry=None
        )
        self._collected = Counter("wardian_artifacts_collected", "Artifacts that were collected.", registry=registry)
        self._freed = Counter(
            "wardian_artifacts_collected_bytes", "Bytes that collecting artifacts has freed.", registry=registry
        )

    def removed(self, artifacts: int, bytes: int) -> None:
        self._collected.inc(artifacts)
        self._freed.inc(bytes)

    def keeps(self, artifacts: int, bytes: int, on_record: int) -> None:
        self._kept.set(artifacts)
        self._kept_bytes.set(bytes)
        if self._on_record is None:
            self._registry.register(self._kept)
            self._registry.register(self._kept_bytes)
        self._on_record = on_record

    def outdated(self, on_record: int) -> bool:
        """Whether as many more or fewer are on record, on all machines, than when they were counted."""
        told = self._on_record
        return told is None or abs(on_record - told) > told // _NOTICED

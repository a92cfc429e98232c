"""What followers of a build are told. An event's id says all that a follower knows who had it last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wardian.model import Build, Status

_RANKS = {"queued": 0, "position": 1, "building": 2, "log": 3, "diagnostics": 4, "done": 5}
_ID = re.compile(rf"(\d{{1,9}})-({'|'.join(_RANKS)})(?:-(\d{{1,9}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is `<attempt>-<what>`, so whichever process tells an event, and however often, it has the same id.

    | kind | data |
    | --- | --- |
    | stage | `stage`: queued or building |
    | position | `position`: 1 for the next build to start; `wait`: seconds until then, None if nothing tells |
    | log | `log`: all that the compiler said |
    | diagnostics | `diagnostics`: a list of them |
    | done | the Build |
    """

    id: str
    kind: str
    data: Mapping[str, object] | Build


def news(build: Build, attempt: int, last: str | None) -> Iterator[Event]:
    """What happened to the build, for whom the event with the id `last` was the last one.

    An earlier position is no news, and only one process knows the present one. An id of another attempt, or one that
    this attempt has not come to, means all.
    """
    story = list(_story(build, attempt))
    known = _ID.fullmatch(last or "")
    rank = _RANKS[known[2]] if known is not None and int(known[1]) == attempt else -1
    if rank > max(story[-1][0], _RANKS["position"]):
        rank = -1
    for own, event in story:
        if own > rank or (own == rank == _RANKS["position"] and event.id != last):
            yield event


def _story(build: Build, attempt: int) -> Iterator[tuple[int, Event]]:
    """All up to now, as it is known now, with ranks that rise."""

    def event(what: str, kind: str, data: Mapping[str, object] | Build) -> tuple[int, Event]:
        return _RANKS[what.partition("-")[0]], Event(f"{attempt}-{what}", kind, data)

    yield event("queued", "stage", {"stage": Status.QUEUED})
    if build.status is Status.QUEUED and build.position is not None:
        yield event(f"position-{build.position}", "position", {"position": build.position, "wait": build.wait})
    if build.status not in (Status.QUEUED, Status.CANCELLED):
        yield event("building", "stage", {"stage": Status.BUILDING})
    if build.status.ended:
        yield event("log", "log", {"log": build.log})
        yield event("diagnostics", "diagnostics", {"diagnostics": build.diagnostics})
        yield event("done", "done", build)

"""What followers of a build are told. An event's id says all that a follower knows who had it last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wardian.model import Build, Diagnostic, Status

_RANKS = {"queued": 0, "position": 1, "building": 2, "said": 3, "log": 4, "diagnostics": 5, "done": 6}
_ID = re.compile(rf"(\d{{1,9}})-({'|'.join(_RANKS)})(?:-(\d{{1,9}}))?(?:-(\d{{1,9}}))?", re.ASCII)
_LATEST = {Status.QUEUED: _RANKS["position"], Status.BUILDING: _RANKS["said"]}
"""The rank of the last event that a build can have come to, told by this process or by another."""

_REPEATED = (_RANKS["position"], _RANKS["said"])


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is `<attempt>-<what>`, a place in the story that every process knows.

    | kind | data |
    | --- | --- |
    | stage | `stage`: queued or building |
    | position | `position`: 1 for the next build to start; `wait`: seconds until then, None if nothing tells |
    | diagnostic | one of them, while the compiler runs |
    | said | `text`: the next piece of the log, while the compiler runs |
    | log | `log`: all that the compiler said |
    | diagnostics | `diagnostics`: a list of them all |
    | done | the Build |

    What comes while the compiler runs has the id `<attempt>-said-<characters>-<diagnostics>`: all that this follower
    was told so far, so the same diagnostic has another id for one who heard more of the log before it.
    """

    id: str
    kind: str
    data: Mapping[str, object] | Build | Diagnostic


def news(build: Build, attempt: int, last: str | None) -> Iterator[Event]:
    """What happened to the build, for whom the event with the id `last` was the last one.

    An earlier position is no news, and only one process knows the present one, and what a running compiler said. An
    id of another attempt, or one that this attempt has not come to, means all.
    """
    known = _ID.fullmatch(last or "")
    rank = _RANKS[known[2]] if known is not None and int(known[1]) == attempt else -1
    if rank > _LATEST.get(build.status, _RANKS["done"]):
        rank = -1
    heard = (int(known[3] or 0), int(known[4] or 0)) if known is not None and rank == _RANKS["said"] else (0, 0)
    for own, event in _story(build, attempt, *heard):
        if own > rank or (own == rank and own in _REPEATED and event.id != last):
            yield event


def _story(build: Build, attempt: int, characters: int, diagnostics: int) -> Iterator[tuple[int, Event]]:
    """All up to now, as it is known now, with ranks that rise. Of what a running compiler said, what comes after."""

    def event(what: str, kind: str, data: Mapping[str, object] | Build | Diagnostic) -> tuple[int, Event]:
        return _RANKS[what.partition("-")[0]], Event(f"{attempt}-{what}", kind, data)

    yield event("queued", "stage", {"stage": Status.QUEUED})
    if build.status is Status.QUEUED and build.position is not None:
        yield event(f"position-{build.position}", "position", {"position": build.position, "wait": build.wait})
    if build.status not in (Status.QUEUED, Status.CANCELLED):
        yield event("building", "stage", {"stage": Status.BUILDING})
    if build.status is Status.BUILDING:
        for number, found in enumerate(build.diagnostics[diagnostics:], diagnostics + 1):
            yield event(f"said-{characters}-{number}", "diagnostic", found)
        if text := build.log[characters:]:
            number = max(diagnostics, len(build.diagnostics))
            yield event(f"said-{len(build.log)}-{number}", "said", {"text": text})
    if build.status.ended:
        yield event("log", "log", {"log": build.log})
        yield event("diagnostics", "diagnostics", {"diagnostics": build.diagnostics})
        yield event("done", "done", build)

"""Tracebacks as a program's author should see them."""

from __future__ import annotations

import types
from itertools import pairwise

_FRAMES_SHOWN = 30


def clean(error: BaseException) -> None:
    """Cut our own frames, and the middle of a very long traceback, from an exception and those that led to it.

    Python formats every frame of a recursion, which takes longer than a request may, to show a few of them.
    """
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop()
        if current is not None and id(current) not in seen:
            seen.add(id(current))
            waiting += (current.__cause__, current.__context__)
            _clean(current)


def _clean(error: BaseException) -> None:
    frames = _frames(error.__traceback__)
    hidden = len(frames) - 2 * _FRAMES_SHOWN
    if hidden > 0:
        del frames[_FRAMES_SHOWN:-_FRAMES_SHOWN]
        error.add_note(f"({hidden} frames in the middle are not shown.)")
    for frame, following in pairwise(frames):
        frame.tb_next = following
    if frames:
        frames[-1].tb_next = None
    error.__traceback__ = frames[0] if frames else None


def _frames(trace: types.TracebackType | None) -> list[types.TracebackType]:
    frames = []
    while trace is not None:
        if not _is_ours(trace.tb_frame):
            frames.append(trace)
        trace = trace.tb_next
    return frames


def _is_ours(frame: types.FrameType) -> bool:
    package = str(frame.f_globals.get("__package__"))
    return package.partition(".")[0] == __package__ or frame.f_code.co_filename.startswith("<frozen importlib")

"""What the servers write to stderr: text for people, or a JSON object a line for programs that collect logs."""

from __future__ import annotations

import json
import logging
import random
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_TALKATIVE = ("alembic.runtime.plugins", "procrastinate")
"""What they say when all is well is said here too, by ids that can be searched for."""
_about: ContextVar[dict[str, str]] = ContextVar("about", default={})  # noqa: B039


def configure(kind: str) -> None:
    """`kind` is `text` or `json`. All loggers write as it says but granian's, which is told by `of_granian`."""
    if kind == "json":
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        root = logging.getLogger()
        root.handlers = [handler]
        root.setLevel(logging.INFO)
        for library in _TALKATIVE:
            logging.getLogger(library).setLevel(logging.WARNING)


def of_granian(kind: str) -> dict[str, Any] | None:
    """What granian's own logger is to be told, as its `log_dictconfig`: it writes text to stdout otherwise."""
    if kind != "json":
        return None
    return {
        "formatters": {"json": {"()": f"{__name__}.{JsonLines.__name__}"}},
        "handlers": {"json": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
        "loggers": {"_granian": {"handlers": ["json"], "propagate": False}},
    }


def of_request(id: str) -> None:
    """Every line that this task writes from now on is about that request."""
    _about.set({"request": id})


@contextmanager
def about(**what: str) -> Iterator[None]:
    """Every line that is written within, in this task or thread, says what it is about."""
    token = _about.set({**_about.get(), **what})
    try:
        yield
    finally:
        _about.reset(token)


def told() -> Mapping[str, str]:
    """What lines that are written here say that they are about."""
    return _about.get()


def request_id(given: str | None) -> str:
    """What the request's X-Request-ID says, or a new one where that is missing or could be mistaken in a log.

    It tells requests apart and opens nothing: it may be guessed, so the system is not asked for it.
    """
    if given is not None and _REQUEST_ID.fullmatch(given):
        return given
    return f"{random.getrandbits(64):016x}"


class JsonLines(logging.Formatter):
    """`time` is RFC 3339 in UTC; what the line is about, and its `extra`, are members of their own."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_about.get(),
            **{name: value for name, value in vars(record).items() if name not in _USUAL},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

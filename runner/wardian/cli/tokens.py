"""The tokens of what was deployed from here, by server and name."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from wardian.files import written_whole

_PRIVATE = 0o600


class Tokens:
    """A file of JSON, `{server: {name: token}}`, that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def open(cls, environ: Mapping[str, str] = os.environ) -> Tokens:
        """Those of this user (XDG Base Directory: state)."""
        base = environ.get("XDG_STATE_HOME")
        state = Path(base) if base else Path.home() / ".local" / "state"
        return cls(state / "wardian" / "tokens.json")

    def find(self, server: str, name: str) -> str | None:
        return self._read().get(_key(server), {}).get(name)

    def remember(self, server: str, name: str, token: str) -> None:
        with self._changed() as tokens:
            tokens.setdefault(_key(server), {})[name] = token

    def forget(self, server: str, name: str) -> None:
        with self._changed() as tokens:
            tokens.get(_key(server), {}).pop(name, None)

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            tokens: dict[str, dict[str, str]] = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise click.ClickException(f"{self._path} is damaged: {error}. Mend or remove it.") from error
        if not isinstance(tokens, dict) or not all(isinstance(names, dict) for names in tokens.values()):
            raise click.ClickException(f"{self._path} is damaged: it is not {{server: {{name: token}}}}. Remove it.")
        return tokens

    @contextmanager
    def _changed(self) -> Iterator[dict[str, dict[str, str]]]:
        """Commands that run at the same time take turns."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            tokens = self._read()
            yield tokens
            with written_whole(self._path, _PRIVATE) as unfinished:
                unfinished.write_text(json.dumps(tokens, indent=2) + "\n", encoding="utf-8")


def _key(server: str) -> str:
    return server.rstrip("/")

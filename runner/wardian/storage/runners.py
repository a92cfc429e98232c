"""Which processes build on a data folder: each holds a file by a lock that the kernel gives back when it ends."""

from __future__ import annotations

import fcntl
from pathlib import Path
from uuid import uuid4


class Runner:
    """This process, under a name that no other one ever has."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "runners"
        self._folder.mkdir(parents=True, exist_ok=True)
        self.id = uuid4().hex
        new = self._folder / f".{self.id}"
        self._file = new.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        new.rename(self._folder / self.id)

    def close(self) -> None:
        (self._folder / self.id).unlink(missing_ok=True)
        self._file.close()

    def alive(self, runner: str) -> bool:
        """Whether the process of that name still runs. What it left here is removed if not."""
        path = self._folder / runner
        try:
            with path.open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except (FileNotFoundError, IsADirectoryError):
            return False
        path.unlink(missing_ok=True)
        return False

    def alone(self) -> bool:
        """Whether no other process builds on this folder."""
        others = [path.name for path in self._folder.glob("[!.]*") if path.name != self.id]
        return not [runner for runner in others if self.alive(runner)]

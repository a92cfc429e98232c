"""Files of the host with a secret in them, which no program that is compiled may ever show."""

from __future__ import annotations

import io
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "WARDIAN_CANARY"
"""In the runner's environment."""

PASSWD = b"root:x:"


@dataclass(frozen=True, slots=True)
class Canaries:
    """`root` is a folder that everybody may read; the runner is at home in its `home`, works in its `cwd`."""

    root: Path
    secret: str

    @property
    def files(self) -> Mapping[str, Path]:
        """By the name that stands for the path in a program."""
        service = self.root / "service"
        folders = {"canary": self.root, "home": self.home, "cwd": self.cwd, "beside": service, "data": self.data}
        return {name: folder / "canary.h" for name, folder in folders.items()}

    @property
    def places(self) -> Mapping[str, str]:
        return {name: str(path) for name, path in self.files.items()}

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def cwd(self) -> Path:
        return self.root / "cwd"

    @property
    def data(self) -> Path:
        return self.root / "service/data"

    def heard(self, seen: bytes) -> bool:
        """Whether the secret, or the host's list of users, is in what somebody outside gets to see."""
        return any(self.secret.encode() in text or PASSWD in text for text in (seen, *_members(seen)))


def _members(data: bytes) -> Iterator[bytes]:
    """The files of a zip, which an artifact of Python is."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())


@contextmanager
def planted() -> Iterator[Canaries]:
    root = Path(tempfile.mkdtemp(dir="/var/tmp", prefix="wardian-canary-"))
    root.chmod(0o755)
    canaries = Canaries(root, f"canary-{secrets.token_hex(8)}")
    try:
        for path in canaries.files.values():
            path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            path.write_text(f'const char *secret = "{canaries.secret}";\n')
            path.chmod(0o644)
        yield canaries
    finally:
        shutil.rmtree(root)

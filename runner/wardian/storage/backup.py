"""Everything that must not be lost, in one tar file: the database's records, the artifacts, the keys."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import obstore
from obstore.store import ObjectStore

from wardian.model import ArtifactKind
from wardian.storage.database import HEAD
from wardian.storage.keys import FILE as KEYS

FORMAT = 1
_ABOUT = "wardian-backup.json"
_DATABASE = "wardian.sqlite3"
_ARTIFACTS = "artifacts/"
_ARTIFACT = re.compile(f"{_ARTIFACTS}[0-9a-f]{{2}}/[0-9a-f]{{64}}\\.[a-z.]+")
_KINDS = frozenset(kind.value for kind in ArtifactKind)
"""How artifacts' names end. Forms, which can be made again, end otherwise."""


class BadBackup(Exception):
    """The file is no backup, or not one that this version can restore; the text says which."""


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself. `schema` is the database's, None where it has none."""

    format: int
    version: str
    schema: str | None
    artifacts: int
    keys: bool


def save(file: Path, data: Path, store: ObjectStore, version: str, *, database: bool) -> About:
    """Write a backup, readable by its owner alone. Servers may run meanwhile.

    The database is copied first, in one moment (https://www.sqlite.org/backup.html); artifacts are never changed, so
    those that are read after it are all that it names, unless one is collected in between: such a one nobody needed.
    Raises FileExistsError.
    """
    with file.open("xb") as opened:
        file.chmod(0o600)
        with tarfile.open(fileobj=opened, mode="w") as archive:
            if database:
                _save_database(archive, data / _DATABASE)
            if (data / KEYS).exists():
                archive.add(data / KEYS, KEYS.as_posix())
            count = sum(_save_artifact(archive, store, path) for path in _artifacts(store))
            about = About(FORMAT, version, HEAD if database else None, count, (data / KEYS).exists())
            _add(archive, _ABOUT, json.dumps(asdict(about)).encode())
    return about


def restore(file: Path, data: Path, open_store: Callable[[], ObjectStore]) -> About:
    """Put everything where it was. Nothing that is there is overwritten: artifacts are the same under the same name.

    The store is opened when nothing stands in the way. Raises BadBackup, and FileExistsError for a data folder that has
    a database or a key.
    """
    about = read_about(file)
    for taken in (data / _DATABASE, data / KEYS):
        if taken.exists():
            raise FileExistsError(taken)
    data.mkdir(parents=True, exist_ok=True)
    store = open_store()
    with tarfile.open(file) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is None:
                raise BadBackup(f"{member.name} in it is no file.")
            _restore(member.name, content.read(), data, store)
    return about


def read_about(file: Path) -> About:
    """Raises BadBackup."""
    try:
        with tarfile.open(file) as archive:
            content = archive.extractfile(_ABOUT)
            about = About(**json.loads(content.read())) if content is not None else None
    except (tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise BadBackup(f"{file} is no whole backup: {error}") from error
    if about is None or about.format != FORMAT or (about.schema or "") > HEAD:
        raise BadBackup(f"{file} was made by another version of Wardian; restore it with a newer one.")
    return about


def _restore(name: str, content: bytes, data: Path, store: ObjectStore) -> None:
    if _ARTIFACT.fullmatch(name):
        obstore.put(store, name.removeprefix(_ARTIFACTS), content, use_multipart=False)
    elif name in (_DATABASE, KEYS.as_posix()):
        target = data / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        with target.open("xb") as opened:
            target.chmod(0o600)
            opened.write(content)
    elif name != _ABOUT:
        raise BadBackup(f"{name} in it is nothing that a backup has.")


def _save_database(archive: tarfile.TarFile, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder, path.name)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        archive.add(copy, _DATABASE)


def _artifacts(store: ObjectStore) -> Iterator[str]:
    """Without their forms."""
    for chunk in obstore.list(store):
        for item in chunk:
            name = item["path"].rpartition("/")[2]
            if name.partition(".")[2] in _KINDS:
                yield item["path"]


def _save_artifact(archive: tarfile.TarFile, store: ObjectStore, path: str) -> int:
    """How many that were: another process may have collected it."""
    try:
        content = bytes(obstore.get(store, path).bytes())
    except FileNotFoundError:
        return 0
    _add(archive, f"{_ARTIFACTS}{path}", content)
    return 1


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(content), 0o600, int(time.time())
    archive.addfile(entry, io.BytesIO(content))

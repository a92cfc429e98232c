"""A PostgreSQL server of the tests' own: Debian's, in a folder that is removed, on a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from wardian.storage.database import Database

_TEMPLATE = "wardian_template"
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


class PostgreSQL:
    """`folder` has the data and the socket. Everybody on this machine who can reach the folder is trusted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self.start()

    def start(self) -> None:
        options = [f"-c{option}" for option in (*_FAST, "listen_addresses=", f"unix_socket_directories={self._folder}")]
        command = [_program("postgres"), "-D", str(self._folder / "data"), *options]
        with (self._folder / "log").open("ab") as log:
            self._process = _as(_user(), command, stderr=log)
        _until_ready(self._folder, self._process)

    def stop(self) -> None:
        """It ends all connections (PostgreSQL manual, 19.5: fast shutdown)."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)

    def url(self, name: str) -> str:
        return f"postgresql://wardian@/{name}?host={self._folder}"

    def empty(self) -> str:
        """The URL of a new database without any table."""
        return self._make("template1")

    def migrated(self) -> str:
        """The URL of a new database with the present schema."""
        return self._make(_TEMPLATE)

    def prepare(self) -> None:
        self._run(f"CREATE DATABASE {_TEMPLATE}")
        database = Database.of_postgresql(self.url(_TEMPLATE))
        database.migrate()
        database.close()

    def _make(self, template: str) -> str:
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def _run(self, statement: str) -> None:
        url = self.url("postgres").replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def running() -> Iterator[PostgreSQL]:
    folder = Path(tempfile.mkdtemp(prefix="wardian-postgresql-"))
    user = _user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    initdb = [_program("initdb"), "--pgdata", str(data), "--username", "wardian", "--auth", "trust", "--no-sync"]
    _as(user, [*initdb, "--encoding", "UTF8", "--locale", "C.UTF-8"], stdout=subprocess.DEVNULL).wait()
    try:
        server = PostgreSQL(folder)
        try:
            server.prepare()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _as(user: pwd.struct_passwd | None, command: list[str], **streams: Any) -> subprocess.Popen[bytes]:
    """PostgreSQL refuses to run as root."""
    rights: dict[str, Any] = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return subprocess.Popen(command, cwd="/", **rights, **streams)


def _user() -> pwd.struct_passwd | None:
    """Whom the server runs as, None for who runs the tests."""
    return pwd.getpwnam("postgres") if os.getuid() == 0 else None


def _program(name: str) -> str:
    """Debian keeps those of each version in a folder of its own; the newest will do."""
    found = shutil.which(name) or max(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), default=None)
    assert found is not None, f"{name} is missing; `make test` installs it"
    return found


def _until_ready(folder: Path, process: subprocess.Popen[bytes]) -> None:
    command = [_program("pg_isready"), "--quiet", "--host", str(folder), "--timeout", "1"]
    while subprocess.run(command, check=False).returncode != 0:
        assert process.poll() is None, (folder / "log").read_text()
        time.sleep(0.05)

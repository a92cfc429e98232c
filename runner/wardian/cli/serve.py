"""`wardian up`, and the servers it starts."""

from __future__ import annotations

import math
import os
import resource
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import click

from wardian import logs
from wardian.cli.process import Group, die_with_parent
from wardian.edge.cgi import MOST_HEADER_BYTES
from wardian.edge.hosts import Hosts
from wardian.settings import Settings, variable
from wardian.storage.keys import Keys

_READY_S = 180.0
"""On a machine that has much else to do. A server that cannot start ends, which is noticed at once."""

_GRACE_S = 5
_CONNECTIONS = 8192
"""That a process holds at once, before it accepts no more: each of a slow client's counts until its time is up."""

_PORT_OPTIONS = {"web": "--port", "worker": variable("worker_port"), "edge": "--edge-port"}
_PORT = click.IntRange(1, 65535)


def _option(name: str, kind: Any, help: str) -> Callable[[Any], Any]:
    setting = name.replace("-", "_")
    return click.option(f"--{name}", envvar=variable(setting), show_envvar=True, type=kind, help=help)


@click.command()
@_option("host", str, "Address to listen on.")
@_option("port", _PORT, "Port of the control site.")
@_option("edge-port", _PORT, "Port of the edge.")
@_option("data", click.Path(file_okay=False, path_type=Path), "Folder that holds everything to remember.")
@_option("site", click.Path(file_okay=False, path_type=Path), "Folder of the built site.")
def up(**options: Any) -> None:
    """Serve the control site and the edge on this machine, and build."""
    settings = _settings(**options)
    if settings.port == settings.edge_port:
        raise click.ClickException(f"The site and the edge cannot both have port {settings.port}; change --edge-port.")
    settings.data.mkdir(parents=True, exist_ok=True)
    roles = _roles(settings)
    for role in roles:
        _check_free(settings.host, _port(settings, role), _PORT_OPTIONS[role])
    _check_database(settings)
    group = Group(settings.to_env(), max(_stop_s(settings, role) for role in roles) + _GRACE_S)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, _interrupt)
    try:
        for role in roles:
            group.start(role)
        if not group.wait_ready(_health_urls(settings), _READY_S):
            raise click.ClickException("The servers did not start; what they printed above says why.")
        click.echo(f"Site  {settings.public_url}")
        click.echo(f"Edge  {settings.edge_url.format(name='<name>')}")
        group.wait_first()
        raise click.ClickException("One of the servers ended; stopping the other.")
    except KeyboardInterrupt:
        click.echo("Stopping.")
    finally:
        group.stop()


@click.command()
def web() -> None:
    """Serve the control API and the site. Settings come from the environment."""
    from granian.constants import Interfaces

    settings = _settings()
    _check_database(settings)
    _serve(settings, "web", Interfaces.ASGI)


@click.command()
def edge() -> None:
    """Serve deployments. Settings come from the environment."""
    from granian.constants import Interfaces

    settings = _settings()
    _check_database(settings)
    _serve(settings, "edge", Interfaces.RSGI, settings.edge_workers)


@click.command()
def worker() -> None:
    """Build what the web processes have put into the queue on PostgreSQL. Settings come from the environment."""
    from granian.constants import Interfaces

    settings = _settings()
    if not settings.database:
        raise click.ClickException(
            "On SQLite `wardian up` builds by itself: there is no queue that other processes could work on. "
            f"Set {variable('database')} to a postgresql:// URL to have workers."
        )
    _check_database(settings)
    _serve(settings, "worker", Interfaces.ASGI)


def _settings(**options: Any) -> Settings:
    given = {variable(name): str(value) for name, value in options.items() if value is not None}
    try:
        settings = Settings.from_env({**os.environ, **given})
        Hosts(settings.edge_url).check_apart(settings.public_url)
        Keys.of(settings.signing_keys, settings.verify_keys, settings.data)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    return Settings.from_env({**settings.to_env(), variable("data"): str(settings.data.resolve())})


def _check_database(settings: Settings) -> None:
    """A schema that will not do is told once and in words, before each process would fail at it."""
    from sqlalchemy.exc import DBAPIError

    from wardian.storage.database import Database

    try:
        Database.of(settings.database, settings.data).close()
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    except DBAPIError as error:
        raise click.ClickException(f"The database cannot be used: {error.orig}") from error


def _check_free(host: str, port: int, option: str) -> None:
    """The servers share their port among processes (SO_REUSEPORT), so they would share it with another Wardian too."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise click.ClickException(
            f"Cannot listen on {host}, port {port}: {reason}. Choose another one with {option}."
        ) from error


def _serve(settings: Settings, role: str, interface: Any, workers: int = 1) -> None:
    """HTTP/1 alone: granian gives a connection of which it does not know the version yet no time limit.

    What builds, or waits for builds, hears from many sockets and threads: uvloop spares it a tenth of its CPU.
    """
    from granian import Granian
    from granian.constants import HTTPModes, Loops
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    die_with_parent()
    _open_many_files()
    head_ms = round(settings.head_s * 1000)
    Granian(
        f"wardian.cli.apps:{role}_app",
        address=settings.host,
        port=_port(settings, role),
        interface=interface,
        workers=workers,
        factory=True,
        loop=Loops.asyncio if role == "edge" else Loops.auto,
        websockets=False,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=head_ms, max_buffer_size=MOST_HEADER_BYTES),
        backlog=_CONNECTIONS,
        backpressure=_CONNECTIONS,
        log_level=LogLevels.warning,
        log_dictconfig=logs.of_granian(settings.log),
        workers_kill_timeout=_stop_s(settings, role),
    ).serve()


def _roles(settings: Settings) -> tuple[str, ...]:
    """What `wardian up` is made of: on SQLite the web process builds as well."""
    return ("web", "worker", "edge") if settings.database else ("web", "edge")


def _port(settings: Settings, role: str) -> int:
    return {"web": settings.port, "worker": settings.worker_port, "edge": settings.edge_port}[role]


def _stop_s(settings: Settings, role: str) -> int:
    """How long a server's processes may take to end: their requests or builds, and what comes after."""
    longest_s = settings.build_wall_s + _GRACE_S if role == "worker" else settings.edge_wall_s
    return math.ceil(longest_s) + _GRACE_S


def _open_many_files() -> None:
    """Each connection is one; the usual soft limit of 1,024 is for programs that use select(2)."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _health_urls(settings: Settings) -> list[str]:
    return [f"http://{settings.host}:{_port(settings, role)}/readyz" for role in _roles(settings)]


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt

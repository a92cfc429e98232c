"""`wardian up`, and the two servers it starts."""

from __future__ import annotations

import math
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import click

from wardian.cli.process import Group, die_with_parent
from wardian.edge.cgi import MOST_HEADER_BYTES
from wardian.edge.hosts import Hosts
from wardian.settings import Settings, variable

_READY_S = 60.0
_GRACE_S = 5
_CONNECTIONS = 8192
"""That a process holds at once, before it accepts no more: each of a slow client's counts until its time is up."""

_SWITCH_S = 0.001
"""After which Python lets another thread go on: the event loop waits that long behind each that asks the database."""

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
    """Serve the control site and the edge on this machine."""
    settings = _settings(**options)
    if settings.port == settings.edge_port:
        raise click.ClickException(f"The site and the edge cannot both have port {settings.port}; change --edge-port.")
    settings.data.mkdir(parents=True, exist_ok=True)
    for port, option in ((settings.port, "--port"), (settings.edge_port, "--edge-port")):
        _check_free(settings.host, port, option)
    group = Group(settings.to_env(), _stop_s(settings) + _GRACE_S)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, _interrupt)
    try:
        group.start("web")
        group.start("edge")
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
    _serve(settings, "wardian.cli.serve:web_app", settings.port, Interfaces.ASGI, workers=1)


@click.command()
def edge() -> None:
    """Serve deployments. Settings come from the environment."""
    from granian.constants import Interfaces

    settings = _settings()
    _serve(settings, "wardian.cli.serve:edge_app", settings.edge_port, Interfaces.RSGI, settings.edge_workers)


def web_app() -> Any:
    """The ASGI application, made inside a worker process."""
    die_with_parent()
    sys.setswitchinterval(_SWITCH_S)
    from wardian.cli.control import application

    return application(Settings.from_env())


def edge_app() -> Any:
    """The RSGI application, made inside a worker process."""
    die_with_parent()
    from wardian.deployments.precompile import Precompiler
    from wardian.edge.programs import Programs
    from wardian.edge.server import Edge
    from wardian.storage.artifacts import Artifacts
    from wardian.storage.database import Database

    settings = Settings.from_env()
    artifacts = Artifacts.open(settings.data)
    programs = Programs(settings, artifacts, Precompiler(settings))
    return Edge(settings, Database.open(settings.data), artifacts, programs)


def _settings(**options: Any) -> Settings:
    given = {variable(name): str(value) for name, value in options.items() if value is not None}
    try:
        settings = Settings.from_env({**os.environ, **given})
        Hosts(settings.edge_url).check_apart(settings.public_url)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    return Settings.from_env({**settings.to_env(), variable("data"): str(settings.data.resolve())})


def _check_free(host: str, port: int, option: str) -> None:
    """The servers share their port among processes (SO_REUSEPORT), so they would share it with another Wardian too."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise click.ClickException(
            f"Cannot listen on {host}, port {port}: {reason}. Choose another one with {option}."
        ) from error


def _serve(settings: Settings, target: str, port: int, interface: Any, workers: int) -> None:
    """HTTP/1 alone: granian gives a connection of which it does not know the version yet no time limit."""
    from granian import Granian
    from granian.constants import HTTPModes
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    die_with_parent()
    _open_many_files()
    head_ms = round(settings.head_s * 1000)
    Granian(
        target,
        address=settings.host,
        port=port,
        interface=interface,
        workers=workers,
        factory=True,
        websockets=False,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=head_ms, max_buffer_size=MOST_HEADER_BYTES),
        backlog=_CONNECTIONS,
        backpressure=_CONNECTIONS,
        log_level=LogLevels.warning,
        workers_kill_timeout=_stop_s(settings),
    ).serve()


def _stop_s(settings: Settings) -> int:
    """How long a server's processes may take to end: their requests, and what comes after."""
    return math.ceil(settings.edge_wall_s) + _GRACE_S


def _open_many_files() -> None:
    """Each connection is one; the usual soft limit of 1,024 is for programs that use select(2)."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _health_urls(settings: Settings) -> tuple[str, str]:
    return f"http://{settings.host}:{settings.port}/readyz", f"http://{settings.host}:{settings.edge_port}/readyz"


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt

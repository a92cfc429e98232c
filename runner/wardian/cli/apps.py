"""What each server's processes serve. granian makes it inside of them, from the settings in their environment."""

from __future__ import annotations

import sys
from typing import Any

from wardian import logs
from wardian.cli.process import die_with_parent
from wardian.settings import Settings

_SWITCH_S = 0.001
"""After which Python lets another thread go on: the event loop waits that long behind each that asks the database."""


def web_app() -> Any:
    """The ASGI application of the control site."""
    die_with_parent()
    sys.setswitchinterval(_SWITCH_S)
    from wardian.cli.control import application

    return application(_here())


def worker_app() -> Any:
    """The ASGI application of a worker."""
    die_with_parent()
    from wardian.cli.worker import worker_application
    from wardian.toolchains.registry import toolchains

    return worker_application(_here(), toolchains())


def edge_app() -> Any:
    """The RSGI application of the edge."""
    die_with_parent()
    from wardian.deployments.precompile import Precompiler
    from wardian.edge.programs import Programs
    from wardian.edge.server import Edge
    from wardian.storage.artifacts import Artifacts
    from wardian.storage.database import Database

    settings = _here()
    artifacts = Artifacts.of(settings.storage, settings.data)
    programs = Programs(settings, artifacts, Precompiler(settings))
    return Edge(settings, Database.of(settings.database, settings.data), artifacts, programs)


def _here() -> Settings:
    """This process's, whose log is written as they say."""
    settings = Settings.from_env()
    logs.configure(settings.log)
    return settings

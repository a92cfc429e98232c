"""What a worker is made of, on PostgreSQL."""

from __future__ import annotations

import math
from collections.abc import Mapping

from fastapi import FastAPI

from wardian.builds.backlog import Backlog
from wardian.builds.limits import build_limits
from wardian.builds.maker import Maker
from wardian.builds.metrics import BuildMetrics
from wardian.builds.worker import Worker
from wardian.cli.control import process_registry
from wardian.model import Language
from wardian.queue.shared import SharedQueue
from wardian.queue.station import Station
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database
from wardian.storage.uses import Uses
from wardian.toolchains.base import Toolchain
from wardian.web.worker import create_worker

_GRACE_S = 5


def ending_s(settings: Settings) -> int:
    """How long the builds that run when a worker is stopped may still take."""
    return math.ceil(settings.build_wall_s) + _GRACE_S


def worker_application(settings: Settings, languages: Mapping[Language, Toolchain]) -> FastAPI:
    registry = process_registry()
    database = Database.connect(settings.database)
    artifacts = Artifacts.of(settings.storage, settings.data, Uses(database))
    queue = SharedQueue(settings.queue_size)
    station = Station(settings.database, settings.build_workers, settings.build_lease_s, ending_s(settings))
    metrics = BuildMetrics(registry)
    metrics.watch(lambda: 0, station.running, settings.build_workers)
    Backlog(BuildRecords(database), registry)
    worker = Worker(languages, artifacts, build_limits(settings), metrics)
    return create_worker(Maker(database, queue, station, worker, settings.build_lease_s), database, registry)

"""What the control site is made of, on the engines that the settings name."""

from __future__ import annotations

import os
from collections.abc import Mapping

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from starlette.types import ASGIApp

from wardian.builds.collector import ArtifactCollector
from wardian.builds.compressor import Compressor
from wardian.builds.explanations import Explanations
from wardian.builds.limits import build_limits, quick_limits
from wardian.builds.line import Line, Stored
from wardian.builds.metrics import BuildMetrics
from wardian.builds.quick import Quick
from wardian.builds.quick_metrics import QuickMetrics
from wardian.builds.rate import Rate
from wardian.builds.representations import Representations
from wardian.builds.service import Builds
from wardian.builds.worker import Worker
from wardian.deployments.collector import Collector
from wardian.deployments.precompile import Precompiler
from wardian.deployments.receipts import Receipts
from wardian.deployments.service import Deployments
from wardian.deployments.uploads import Uploads
from wardian.docs.examples import default_files
from wardian.edge.modules import Modules
from wardian.lessons.hourly import Hourly
from wardian.model import Language
from wardian.queue.lane import Lane
from wardian.queue.local import LocalQueue
from wardian.settings import Settings
from wardian.storage.adoption import Adoption
from wardian.storage.artifacts import Artifacts
from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.interests import Interests
from wardian.storage.old_builds import OldBuilds
from wardian.storage.receipts import ReceiptRecords
from wardian.storage.runners import Runner
from wardian.storage.shares import Shares
from wardian.storage.uses import Uses
from wardian.toolchains.base import Toolchain
from wardian.toolchains.formatters import formatters
from wardian.toolchains.registry import toolchains
from wardian.toolchains.rust import Rust
from wardian.web.app import Services, create_app


def application(settings: Settings) -> ASGIApp:
    return create_app(settings, services(settings, toolchains()))


def services(settings: Settings, languages: Mapping[Language, Toolchain]) -> Services:
    """Opens the data folder, which is made if it is not there."""
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    database = Database.open(settings.data)
    uses = Uses(database)
    artifacts = Artifacts.open(settings.data, uses)
    representations = Representations(artifacts)
    queue = LocalQueue(settings.build_workers, settings.queue_size)
    compressor = Compressor(representations, lambda: bool(queue.running() or queue.waiting()))
    artifacts.on_put, representations.later = compressor.new, compressor.add
    modules = Modules.open(settings, Precompiler(settings))
    deployments = DeploymentRecords(database)
    rust = languages.get(Language.RUST)
    builds = _builds(settings, languages, database, artifacts, queue, BuildMetrics(registry))
    lane = Lane(settings.quick_workers, settings.quick_size)
    QuickMetrics(lane, registry)
    return Services(
        database=database,
        representations=representations,
        compressor=compressor,
        artifact_collector=ArtifactCollector(artifacts, uses, OldBuilds(database), settings, registry),
        toolchains=languages,
        starters={language: default_files(language) for language in Language},
        builds=builds,
        quick=Quick(
            languages,
            formatters(),
            lane,
            quick_limits(settings),
            builds.check_host,
        ),
        explanations=Explanations(rust.explain if isinstance(rust, Rust) else None),
        deployments=Deployments(deployments, artifacts, modules, settings),
        uploads=Uploads(artifacts, modules),
        collector=Collector(deployments, modules),
        receipts=Receipts(deployments, ReceiptRecords(database)),
        shares=Shares(database),
        measurements=Hourly({**os.environ, **settings.to_env()}),
        registry=registry,
    )


def _builds(
    settings: Settings,
    languages: Mapping[Language, Toolchain],
    database: Database,
    artifacts: Artifacts,
    queue: LocalQueue,
    metrics: BuildMetrics,
) -> Builds:
    records = BuildRecords(database)
    metrics.watch(queue.waiting, queue.running)
    worker = Worker(languages, artifacts, build_limits(settings), metrics)
    stored = Stored(records, Interests(database), Adoption(database), Runner(settings.data))
    rate = Rate(settings.build_rate)
    return Builds(languages, records, artifacts, Line(stored, worker, queue), rate, metrics)

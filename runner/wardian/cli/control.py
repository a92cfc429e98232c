"""What the control site is made of, on the engines that the settings name."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from starlette.types import ASGIApp

from wardian.builds.backlog import Backlog
from wardian.builds.collector import ArtifactCollector
from wardian.builds.compressor import Compressor
from wardian.builds.explanations import Explanations
from wardian.builds.limits import build_limits, quick_limits
from wardian.builds.line import Line
from wardian.builds.metrics import BuildMetrics
from wardian.builds.own_line import OwnLine, Stored
from wardian.builds.quick import Quick
from wardian.builds.quick_metrics import QuickMetrics
from wardian.builds.rate import Rate
from wardian.builds.representations import Representations
from wardian.builds.service import Builds
from wardian.builds.worker import Worker
from wardian.deployments import signatures
from wardian.deployments.collector import Collector
from wardian.deployments.guard import Guard
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
from wardian.storage.blocks import Blocks
from wardian.storage.buckets import Buckets
from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.holdings import Quota
from wardian.storage.interests import Interests
from wardian.storage.keys import Keys
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
    registry = process_registry()
    database = Database.of(settings.database, settings.data)
    uses = Uses(database)
    artifacts = Artifacts.of(settings.storage, settings.data, uses)
    representations = Representations(artifacts)
    build_metrics = BuildMetrics(registry)
    Backlog(BuildRecords(database), registry)
    keys = Keys.of(settings.signing_keys, settings.verify_keys, settings.data)
    deployments = DeploymentRecords(database, Quota(settings.client_deployments, settings.client_bytes))
    if keys.make():
        signatures.sign_all(deployments, keys, unsigned=True)
    rate = Rate(Buckets(database, keys.secret("buckets")), settings.build_rate, settings.build_hour)
    if settings.database:
        line, busy = _shared_line(settings, database, rate), lambda: False
    else:
        line, busy = _own_line(settings, languages, database, artifacts, build_metrics, rate)
    compressor = Compressor(representations, busy)
    artifacts.on_put, representations.later = compressor.new, compressor.add
    modules = Modules.open(settings, Precompiler(settings))
    guard = Guard(deployments, Blocks(database), keys)
    rust = languages.get(Language.RUST)
    builds = Builds(languages, BuildRecords(database), artifacts, line, rate, build_metrics)
    lane = Lane(settings.quick_workers, settings.quick_size)
    QuickMetrics(lane, registry)
    return Services(
        database=database,
        representations=representations,
        compressor=compressor,
        artifact_collector=ArtifactCollector(artifacts, uses, OldBuilds(database), settings, registry),
        toolchains=languages,
        starters={language: default_files(language) for language in Language},
        rate=rate,
        builds=builds,
        quick=Quick(
            languages,
            formatters(),
            lane,
            quick_limits(settings),
            builds.check_host,
        ),
        explanations=Explanations(rust.explain if isinstance(rust, Rust) else None),
        deployments=Deployments(deployments, guard, artifacts, modules, settings),
        uploads=Uploads(artifacts, modules),
        collector=Collector(deployments, modules),
        receipts=Receipts(deployments, ReceiptRecords(database)),
        shares=Shares(database),
        measurements=Hourly({**os.environ, **settings.to_env()}),
        registry=registry,
    )


def process_registry() -> CollectorRegistry:
    """What Prometheus is told of this process."""
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    return registry


def _own_line(
    settings: Settings,
    languages: Mapping[Language, Toolchain],
    database: Database,
    artifacts: Artifacts,
    metrics: BuildMetrics,
    rate: Rate,
) -> tuple[Line, Callable[[], bool]]:
    """And whether anything is being built."""
    queue = LocalQueue(settings.build_workers, settings.queue_size)
    metrics.watch(queue.waiting, queue.running, settings.build_workers)
    worker = Worker(languages, artifacts, build_limits(settings), metrics)
    stored = Stored(BuildRecords(database), Interests(database), Adoption(database), Runner(settings.data))
    return OwnLine(stored, worker, queue, rate), lambda: bool(queue.running() or queue.waiting())


def _shared_line(settings: Settings, database: Database, rate: Rate) -> Line:
    """The queue is imported for those who have it."""
    from wardian.builds.shared_line import SharedLine
    from wardian.queue.shared import SharedQueue
    from wardian.storage.news import News

    return SharedLine(database, SharedQueue(settings.queue_size), News(settings.database), rate)

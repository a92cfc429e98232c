"""The control application: the API and the site, made of services that are given to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from starlette.types import ASGIApp

from wardian import __version__
from wardian.builds.check import SourceLimits
from wardian.builds.disassembly import Disassembler
from wardian.builds.metrics import BuildMetrics
from wardian.builds.service import Builds
from wardian.deployments.service import Deployments
from wardian.edge.modules import Modules
from wardian.model import Language
from wardian.queue.local import LocalQueue
from wardian.sandbox import Limits
from wardian.settings import KIB, Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.builds import BuildRecords
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords
from wardian.storage.shares import Shares
from wardian.toolchains.base import Toolchain
from wardian.toolchains.registry import toolchains
from wardian.web import middleware, problems
from wardian.web.artifacts import add_artifacts
from wardian.web.body import json_route
from wardian.web.builds import add_builds
from wardian.web.deployments import add_deployments
from wardian.web.languages import add_languages
from wardian.web.shares import add_shares
from wardian.web.site import Site
from wardian.web.status import add_status

_ESCAPED = 6
"""JSON may spell one byte of text in this many (a control character as six)."""


@dataclass(frozen=True, slots=True)
class Services:
    database: Database
    artifacts: Artifacts
    toolchains: Mapping[Language, Toolchain]
    builds: Builds
    deployments: Deployments
    shares: Shares
    registry: CollectorRegistry


def create(settings: Settings) -> ASGIApp:
    """The application on the engines that the settings name."""
    return create_app(settings, services(settings, toolchains()))


def services(settings: Settings, languages: Mapping[Language, Toolchain]) -> Services:
    """Opens the data folder."""
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    database = Database.open(settings.data)
    artifacts = Artifacts.open(settings.data)
    builds = Builds(
        languages,
        BuildRecords(database),
        artifacts,
        LocalQueue(settings.build_workers, settings.queue_size),
        _build_limits(settings),
        BuildMetrics(registry),
    )
    deployments = Deployments(DeploymentRecords(database), artifacts, Modules.open(settings), settings)
    return Services(database, artifacts, languages, builds, deployments, Shares(database), registry)


def create_app(settings: Settings, parts: Services) -> ASGIApp:
    app = FastAPI(
        title="Wardian",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(parts),
    )
    problems.add_handlers(app)
    app.include_router(_routes(settings, parts))
    app.router.default = Site(settings)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    guarded = middleware.SameOrigin(app, settings)
    return middleware.SecureHeaders(middleware.HttpMetrics(guarded, parts.registry))


def _routes(settings: Settings, parts: Services) -> APIRouter:
    limits = SourceLimits(settings.source_files, settings.source_bytes)
    router = APIRouter(route_class=json_route(_ESCAPED * settings.source_bytes + 64 * KIB))
    add_languages(router, parts.toolchains, parts.builds)
    add_builds(router, parts.builds, limits)
    add_artifacts(router, parts.artifacts, Disassembler(parts.artifacts))
    add_deployments(router, parts.deployments, parts.builds)
    add_shares(router, parts.shares, limits, settings.public_url)
    add_status(router, parts.database, parts.registry, settings)
    return router


def _lifespan(parts: Services) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await parts.builds.start()
        collecting = asyncio.create_task(parts.deployments.collect_regularly())
        yield
        collecting.cancel()
        await asyncio.wait({collecting})
        await parts.builds.stop()
        parts.database.close()

    return lifespan


def _openapi(app: FastAPI) -> dict[str, Any]:
    """FastAPI's document, with problems in place of its own errors."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
        schemas = schema["components"]["schemas"]
        schemas["Problem"] = problems.Problem.model_json_schema()
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _drop_validation_error(operation["responses"])
        app.openapi_schema = schema
    return app.openapi_schema


def _drop_validation_error(answers: dict[str, Any]) -> None:
    """FastAPI says that any route with a parameter may answer so; those that may have told of it themselves."""
    schema = answers.get("422", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if schema.get("$ref", "").endswith("/HTTPValidationError"):
        del answers["422"]


def _build_limits(settings: Settings) -> Limits:
    return Limits(
        wall_s=settings.build_wall_s,
        cpu_s=settings.build_cpu_s,
        memory=settings.build_memory,
        output=settings.build_output,
        log=settings.build_log,
    )

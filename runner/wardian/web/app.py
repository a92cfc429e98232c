"""The control application: the API and the site, made of services that are given to it."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from wardian import __version__
from wardian.builds.check import SourceLimits
from wardian.builds.collector import ArtifactCollector
from wardian.builds.compressor import Compressor
from wardian.builds.explanations import Explanations
from wardian.builds.quick import Quick
from wardian.builds.rate import Rate
from wardian.builds.representations import Representations
from wardian.builds.service import Builds
from wardian.deployments.collector import Collector
from wardian.deployments.receipts import Receipts
from wardian.deployments.service import Deployments
from wardian.deployments.uploads import Uploads
from wardian.lessons.hourly import Hourly
from wardian.model import Language
from wardian.settings import Settings
from wardian.sockets import give_up_once_listening
from wardian.storage.database import Database
from wardian.storage.shares import Shares
from wardian.toolchains.base import Toolchain
from wardian.units import KIB
from wardian.web import middleware, problems
from wardian.web.artifacts import add_artifacts
from wardian.web.body import json_route
from wardian.web.builds import add_builds
from wardian.web.clients import Clients
from wardian.web.cors import OtherSites
from wardian.web.css_lab import add_css_lab
from wardian.web.deployment_page import add_deployment_page
from wardian.web.deployments import add_deployments
from wardian.web.explanations import add_explanations
from wardian.web.languages import Starters, add_languages
from wardian.web.measurements import add_measurements
from wardian.web.playground import add_playground
from wardian.web.quick import add_quick
from wardian.web.receipts import add_receipts
from wardian.web.shares import add_shares
from wardian.web.site import Site
from wardian.web.status import add_status
from wardian.web.turnstile import Turnstile
from wardian.web.uploads import add_uploads

_ESCAPED = 6
"""JSON may spell one byte of text in this many (a control character as six)."""


@dataclass(frozen=True, slots=True)
class Services:
    database: Database
    representations: Representations
    compressor: Compressor
    artifact_collector: ArtifactCollector
    toolchains: Mapping[Language, Toolchain]
    starters: Starters
    rate: Rate
    builds: Builds
    quick: Quick
    explanations: Explanations
    deployments: Deployments
    uploads: Uploads
    collector: Collector
    receipts: Receipts
    shares: Shares
    measurements: Hourly
    registry: CollectorRegistry


def create_app(settings: Settings, parts: Services) -> ASGIApp:
    app = FastAPI(
        title="Wardian",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(parts, settings.edge_wall_s),
    )
    problems.add_handlers(app)
    app.include_router(_routes(settings, parts))
    app.router.default = Site(settings)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    guarded = OtherSites(middleware.SameOrigin(app, settings), settings.origins)
    measured = middleware.HttpMetrics(Turnstile(guarded), parts.registry)
    return middleware.Requests(middleware.SecureHeaders(measured), tells=settings.log == "json")


def _routes(settings: Settings, parts: Services) -> APIRouter:
    limits = SourceLimits(settings.source_files, settings.source_bytes)
    router = APIRouter(route_class=json_route(_ESCAPED * settings.source_bytes + 64 * KIB))
    add_languages(router, parts.toolchains, parts.starters, parts.builds)
    clients = Clients(settings.trusted_proxies)
    add_builds(router, parts.builds, limits, clients)
    add_quick(router, parts.quick, limits, clients)
    add_explanations(router, parts.explanations)
    add_artifacts(router, parts.representations)
    add_uploads(router, parts.uploads, settings)
    add_deployments(router, parts.deployments, parts.builds, parts.uploads, clients)
    add_receipts(router, parts.receipts, parts.deployments)
    add_deployment_page(router, parts.deployments, settings)
    add_shares(router, parts.shares, limits, settings.public_url)
    add_measurements(router, parts.measurements)
    add_playground(router, settings)
    add_css_lab(router, settings)
    add_status(router, parts.database, parts.registry, settings)
    return router


def _lifespan(parts: Services, unread_s: float) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """`unread_s` is how long a client may take nothing of what it was sent."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await parts.builds.start()
        _end_following_at_sigterm(parts)
        beside = {
            asyncio.create_task(parts.collector.collect_regularly()),
            asyncio.create_task(parts.artifact_collector.collect_regularly()),
            asyncio.create_task(parts.compressor.run()),
            asyncio.create_task(parts.rate.forget_regularly()),
            asyncio.create_task(give_up_once_listening(unread_s)),
        }
        yield
        parts.receipts.stop()
        for task in beside:
            task.cancel()
        await asyncio.wait(beside)
        await parts.measurements.stop()
        await parts.builds.stop()
        parts.database.close()

    return lifespan


def _end_following_at_sigterm(parts: Services) -> None:
    """granian lets every answer end before the process does, and following has no end. It does the same on SIGINT."""

    def end() -> None:
        parts.receipts.stop()
        parts.builds.let_go()
        signal.raise_signal(signal.SIGINT)

    if threading.current_thread() is threading.main_thread():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)


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

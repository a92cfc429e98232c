"""What machines ask: is it alive, is it ready, how is it doing, where is everything."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from wardian import __version__
from wardian.errors import Unavailable
from wardian.settings import Settings
from wardian.storage.database import Database
from wardian.web.problems import responses
from wardian.web.schemas import ConfigView


def add_status(router: APIRouter, database: Database, registry: CollectorRegistry, settings: Settings) -> None:
    config = _config(settings)

    @router.get("/api/config", responses=responses(), tags=["status"])
    async def configuration() -> ConfigView:
        """Where the other parts are, and the limits that apply."""
        return config

    add_health(router, database, registry)


def add_health(router: APIRouter, database: Database, registry: CollectorRegistry) -> None:
    @router.head("/healthz", include_in_schema=False)
    @router.get("/healthz", response_class=Response, responses=_TEXT, tags=["status"])
    async def alive() -> Response:
        """Answers as long as the process does."""
        return Response("ok\n", media_type="text/plain")

    @router.head("/readyz", include_in_schema=False)
    @router.get("/readyz", response_class=Response, responses=_TEXT | responses(503), tags=["status"])
    async def ready() -> Response:
        """Answers 200 when requests can be served."""
        await asyncio.to_thread(_check, database)
        return Response("ready\n", media_type="text/plain")

    @router.get("/metrics", response_class=Response, responses=_TEXT, tags=["status"])
    async def metrics() -> Response:
        """Counters for Prometheus."""
        figures = await asyncio.to_thread(generate_latest, registry)
        return Response(figures, headers={"Content-Type": CONTENT_TYPE_LATEST})


_TEXT = responses() | {200: {"content": {"text/plain": {}}}}


def _check(database: Database) -> None:
    try:
        with database.read() as connection:
            connection.execute(select(1))
    except SQLAlchemyError as error:
        raise Unavailable("The database does not answer.", retry_after=5) from error


def _config(settings: Settings) -> ConfigView:
    return ConfigView(
        version=__version__,
        frame=f"{settings.edge_url.format(name='frame')}/frame.html",
        edge=settings.edge_url,
        limits=settings.limits(),
    )

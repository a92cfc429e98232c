"""What a worker tells of itself. It serves nothing else: its work comes by the queue."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from prometheus_client import CollectorRegistry

from wardian.builds.maker import Maker
from wardian.storage.database import Database
from wardian.web import problems
from wardian.web.status import add_health


def create_worker(maker: Maker, database: Database, registry: CollectorRegistry) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await maker.start()
        yield
        await maker.stop()
        database.close()

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=lifespan)
    problems.add_handlers(app)
    router = APIRouter()
    add_health(router, database, registry)
    app.include_router(router)
    return app

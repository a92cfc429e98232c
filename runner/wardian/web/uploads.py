"""Uploads: components that another toolchain made."""

from __future__ import annotations

from fastapi import APIRouter, Request

from wardian.deployments.uploads import Uploads
from wardian.settings import Settings
from wardian.web.body import WrongContentType, read
from wardian.web.deployed import ComponentView
from wardian.web.problems import responses

_TYPE = "application/wasm"
_SCHEMA = {"type": "string", "format": "binary", "description": "The component's bytes."}
_BODY = {"requestBody": {"required": True, "content": {_TYPE: {"schema": _SCHEMA}}}}


def add_uploads(router: APIRouter, uploads: Uploads, settings: Settings) -> None:
    @router.post(
        "/api/artifacts",
        status_code=201,
        responses=responses(403, 413, 415, 422, 503),
        openapi_extra=_BODY,
        tags=["artifacts"],
    )
    async def upload(request: Request) -> ComponentView:
        """Keep a `wasi:http/proxy` component, to be deployed by its sha256. It is compiled when this has answered."""
        if request.headers.get("content-type", "").strip().lower() != _TYPE:
            raise WrongContentType("Content-Type", f"A component must be sent as {_TYPE}.")
        return ComponentView.of(await uploads.keep(await read(request, settings.edge_component)))

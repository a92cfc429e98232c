"""Deployments: put a build on the edge, swap it, renew it, go back, look, remove it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response

from wardian.builds.service import Builds
from wardian.deployments.service import Deployments
from wardian.deployments.uploads import Uploads
from wardian.deployments.wanted import Source
from wardian.errors import InvalidRequest, Unauthorized
from wardian.model import Deployment
from wardian.web.clients import Clients
from wardian.web.deployed import (
    CreatedView,
    DeploymentView,
    DeployRequest,
    RenewRequest,
    RollbackRequest,
    SwapRequest,
    VersionView,
)
from wardian.web.problems import responses

Authorization = Annotated[str | None, Header(description="`Bearer` and the deployment's token.")]


def bearer(authorization: Authorization = None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("Send the deployment's token as `Authorization: Bearer …`.")
    return token.strip()


Token = Annotated[str, Depends(bearer)]


def add_deployments(
    router: APIRouter, deployments: Deployments, builds: Builds, uploads: Uploads, clients: Clients
) -> None:
    def view(deployment: Deployment) -> DeploymentView:
        return DeploymentView.of(deployment, deployments.url(deployment.name), deployments.native(deployment))

    @router.post(
        "/api/deployments",
        status_code=201,
        responses=responses(400, 403, 409, 413, 415, 422, 429, 503),
        tags=["deployments"],
    )
    async def deploy(ask: DeployRequest, request: Request, response: Response) -> CreatedView:
        """Put a build or an uploaded component on the edge under a name."""
        created = await deployments.create(
            await _needed(ask, builds, uploads), ask.name, ask.wanted(), clients.name(request)
        )
        shown = view(created.deployment)
        response.headers.update({"Location": f"/api/deployments/{shown.name}", "Cache-Control": "no-store"})
        return CreatedView(**dict(shown), token=created.token)

    @router.put(
        "/api/deployments/{name}",
        responses=responses(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
        tags=["deployments"],
    )
    async def swap(name: str, ask: SwapRequest, token: Token) -> DeploymentView:
        """Change what is served, or what it may do. No request fails; none meets the old version after this answer.

        What is left out stays as it is: the build with its assets, each grant, each secret, the routes.
        Stored keys stay.
        """
        await deployments.owned(name, token)
        source = await _source(ask, builds, uploads)
        deployment = await deployments.replace(name, token, source, ask.wanted())
        return view(deployment)

    @router.post(
        "/api/deployments/{name}/renew",
        responses=responses(400, 401, 403, 404, 409, 413, 415, 422, 429),
        tags=["deployments"],
    )
    async def renew(name: str, ask: RenewRequest, token: Token) -> DeploymentView:
        """Let it live longer, or for as long as is asked. One that expired less than a week ago is revived."""
        return view(await deployments.renew(name, token, ask.ttl))

    @router.post(
        "/api/deployments/{name}/rollback",
        responses=responses(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
        tags=["deployments"],
    )
    async def roll_back(name: str, ask: RollbackRequest, token: Token) -> DeploymentView:
        """Serve what a former version served, as a new version. Secrets and stored keys stay as they are."""
        return view(await deployments.roll_back(name, token, ask.version))

    @router.get("/api/deployments/{name}/versions", responses=responses(401, 404), tags=["deployments"])
    async def versions(name: str, token: Token, response: Response) -> list[VersionView]:
        """The present version and those before it that are kept, newest first."""
        response.headers["Cache-Control"] = "no-store"
        return [VersionView.of(version) for version in await deployments.versions(name, token)]

    @router.get("/api/deployments/{name}", responses=responses(403, 404, 410), tags=["deployments"])
    async def look(name: str) -> DeploymentView:
        """What is served under the name, and until when."""
        return view(await deployments.get(name))

    @router.delete("/api/deployments/{name}", status_code=204, responses=responses(401, 403, 404), tags=["deployments"])
    async def remove(name: str, token: Token) -> None:
        """Remove the deployment. No request meets it after this answer."""
        await deployments.delete(name, token)


async def _needed(ask: DeployRequest, builds: Builds, uploads: Uploads) -> Source:
    source = await _source(ask, builds, uploads)
    if source is None:
        raise InvalidRequest("/build", "Name a build to deploy, or an artifact that was uploaded.")
    return source


async def _source(ask: DeployRequest | SwapRequest, builds: Builds, uploads: Uploads) -> Source | None:
    if ask.build is not None and ask.artifact is not None:
        raise InvalidRequest("/artifact", "A build or an artifact is deployed, not both.")
    if ask.artifact is not None:
        return await uploads.source(ask.artifact)
    return None if ask.build is None else await _built(builds, ask.build)


async def _built(builds: Builds, name: str) -> Source:
    build = await builds.find(name)
    if build is None:
        raise InvalidRequest("/build", f"There is no build {name}. Build the project first.")
    if build.artifact is None:
        raise InvalidRequest(
            "/build", f"The build {name} is {build.status}: only one that has succeeded can be deployed."
        )
    return Source(build.id, build.language, build.artifact, await builds.assets(build))

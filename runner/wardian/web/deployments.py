"""Deployments: put a build on the edge, swap it, look, remove it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response

from wardian.builds.service import Builds
from wardian.deployments.service import Deployments
from wardian.errors import InvalidRequest, Unauthorized
from wardian.model import Artifact, Build
from wardian.web.problems import responses
from wardian.web.schemas import CreatedView, DeploymentView, DeployRequest, SwapRequest

Authorization = Annotated[str | None, Header(description="`Bearer` and the deployment's token.")]


def bearer(authorization: Authorization = None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("Send the deployment's token as `Authorization: Bearer …`.")
    return token.strip()


Token = Annotated[str, Depends(bearer)]


def add_deployments(router: APIRouter, deployments: Deployments, builds: Builds) -> None:
    @router.post(
        "/api/deployments",
        status_code=201,
        responses=responses(400, 403, 409, 413, 415, 422, 503),
        tags=["deployments"],
    )
    async def deploy(ask: DeployRequest, response: Response) -> CreatedView:
        """Put a build on the edge under a name."""
        build, artifact = await _built(builds, ask.build)
        created = await deployments.create(build.id, build.language, artifact, ask.name, ask.ttl)
        view = DeploymentView.of(created.deployment, deployments.url(created.deployment.name))
        response.headers.update({"Location": f"/api/deployments/{view.name}", "Cache-Control": "no-store"})
        return CreatedView(**dict(view), token=created.token)

    @router.put(
        "/api/deployments/{name}",
        responses=responses(400, 401, 403, 404, 409, 413, 415, 422, 503),
        tags=["deployments"],
    )
    async def swap(name: str, ask: SwapRequest, token: Token) -> DeploymentView:
        """Serve another build under the name. No request fails, and none meets the old build after this answer."""
        build, artifact = await _built(builds, ask.build)
        deployment = await deployments.replace(name, token, build.id, build.language, artifact, ask.ttl)
        return DeploymentView.of(deployment, deployments.url(name))

    @router.get("/api/deployments/{name}", responses=responses(404, 410), tags=["deployments"])
    async def look(name: str) -> DeploymentView:
        """What is served under the name, and until when."""
        return DeploymentView.of(await deployments.get(name), deployments.url(name))

    @router.delete("/api/deployments/{name}", status_code=204, responses=responses(401, 403, 404), tags=["deployments"])
    async def remove(name: str, token: Token) -> None:
        """Remove the deployment. No request meets it after this answer."""
        await deployments.delete(name, token)


async def _built(builds: Builds, name: str) -> tuple[Build, Artifact]:
    build = await builds.find(name)
    if build is None:
        raise InvalidRequest("/build", f"There is no build {name}. Build the project first.")
    if build.artifact is None:
        raise InvalidRequest(
            "/build", f"The build {name} is {build.status}: only one that has succeeded can be deployed."
        )
    return build, build.artifact

"""A deployment's own page: what it serves, what it may do and for how long; its owner's browser adds the rest."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from fastapi import APIRouter, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from wardian.deployments.service import Deployments
from wardian.errors import Blocked, Gone, NotFound, WardianError
from wardian.settings import Settings
from wardian.units import duration, size

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
_TITLES: dict[type[WardianError], str] = {
    NotFound: "No such deployment",
    Gone: "This deployment has expired",
    Blocked: "This deployment is blocked",
}
_templates = Environment(
    loader=PackageLoader("wardian.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def add_deployment_page(router: APIRouter, deployments: Deployments, settings: Settings) -> None:
    limits = _limits(settings)

    @router.head("/deployments/{name}", include_in_schema=False)
    @router.get("/deployments/{name}", include_in_schema=False)
    async def page(name: str) -> Response:
        try:
            deployment = await deployments.get(name)
        except (NotFound, Gone, Blocked) as error:
            ended = {"name": name, "error": error, "title": _TITLES[type(error)], "revivable": isinstance(error, Gone)}
            return _rendered("ended.html", ended, error.status)
        url = deployments.url(name)
        host = urlsplit(url).netloc
        values = {"name": name, "deployment": deployment, "url": url, "host": host, "limits": limits, "size": size}
        return _rendered("deployment.html", values)


def _rendered(template: str, values: Mapping[str, object], status: int = 200) -> Response:
    return Response(_templates.get_template(template).render(values), status, _HEADERS, "text/html")


def _limits(settings: Settings) -> tuple[str, ...]:
    """What holds for every guest here, in sentences."""
    return (
        f"A request has {duration(settings.edge_cpu_s)} of CPU time, and {duration(settings.edge_wall_s)} in all.",
        f"The program has at most {size(settings.edge_memory)} of memory, new and empty for each request.",
        f"It is sent at most {size(settings.edge_request)}, and answers with at most {size(settings.edge_response)}.",
        f"A request may set off {settings.edge_fetches} fetches, and come through {settings.edge_hops} deployments.",
        f"A store holds {settings.edge_kv_keys} keys and {size(settings.edge_kv_bytes)} of values.",
    )

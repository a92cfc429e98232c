"""How commands speak with a server: its address, a deployment's token, and its errors in words."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import click
import httpx

from wardian.cli.tokens import Tokens

_PATIENCE_S = 120
"""Longer than the server takes to compile anything."""

server_option = click.option(
    "--server",
    envvar="WARDIAN_SERVER",
    show_envvar=True,
    default="http://localhost:8080",
    show_default=True,
    help="Its URL.",
)
token_option = click.option(
    "--token",
    envvar="WARDIAN_TOKEN",
    show_envvar=True,
    help="The deployment's token; without one, what was remembered when it was deployed from here.",
)


def connect(server: str) -> httpx.Client:
    try:
        return httpx.Client(base_url=server, timeout=_PATIENCE_S)
    except httpx.InvalidURL as error:
        raise click.BadParameter(f"{server!r} is no URL: {error}.", param_hint="--server") from error


def address(name: str) -> str:
    """A deployment's path in the API."""
    return f"/api/deployments/{quote(name, safe='')}"


def bearer(server: str, name: str, token: str | None) -> dict[str, str]:
    """The header that proves whose deployment it is. Raises click.UsageError when there is no token."""
    token = token or Tokens.open().find(server, name)
    if token is None:
        raise click.UsageError(
            f"No token of {name} on {server} is remembered here. Give the one that was shown when it was deployed, "
            "with --token or in WARDIAN_TOKEN."
        )
    return {"Authorization": f"Bearer {token}"}


def ask(
    client: httpx.Client,
    method: str,
    path: str,
    body: Any = None,
    headers: dict[str, str] | None = None,
    content: bytes | None = None,
) -> Any:
    """The answer's JSON, None when it has none. `body` is sent as JSON, `content` as it is.

    Raises click.ClickException with the server's own words.
    """
    try:
        response = client.request(method, path, json=body, headers=headers, content=content)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise click.ClickException(f"{client.base_url} cannot be reached: {error}. Is `wardian up` running?") from error
    if response.status_code == httpx.codes.NO_CONTENT:
        return None
    if "json" not in response.headers.get("content-type", ""):
        raise click.ClickException(f"{client.base_url} answers, but it is not a Wardian control site.")
    answer = response.json()
    if response.is_error:
        raise click.ClickException(answer.get("detail") or answer.get("title") or response.reason_phrase)
    return answer

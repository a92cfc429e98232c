"""The tables of `wardian.toml` that say what a deployed program may do:

[grants]
fetch = ["api.example.org:443"]     # hosts and ports
kv = true                           # a key-value store of its own
secrets = ["API_KEY"]               # environment variables whose values are given when it is deployed

[[routes]]                          # asked before the program is; the one that says most of the path
path = "/shop/*"                    # /shop and all below it; or "/shop" alone
to = "the-shop"                     # the name of a deployment
then = ["the-frame"]                # optional: deployments through which the answer is sent
on_error = "sorry-page"             # optional: who answers when one of these fails
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from wardian.docs.tables import ExampleError, take, texts
from wardian.model import Grants, Route

_NOTHING: Mapping[str, Any] = {"fetch": [], "kv": False, "secrets": []}


def grants(path: Path, table: Mapping[str, Any]) -> Grants:
    """Raises ExampleError."""
    values = take(path, "grants", table, {"fetch": list, "kv": bool, "secrets": list}, _NOTHING)
    fetch = texts(path, "grants.fetch", values["fetch"])
    return Grants(fetch, values["kv"], texts(path, "grants.secrets", values["secrets"]))


def routes(path: Path, tables: Sequence[Any]) -> tuple[Route, ...]:
    """Raises ExampleError."""
    return tuple(_route(path, f"routes[{index}]", table) for index, table in enumerate(tables))


def _route(path: Path, within: str, table: Any) -> Route:
    if not isinstance(table, dict):
        raise ExampleError(path, f"{within} must be a table, not {table!r}")
    kinds = {"path": str, "to": str, "then": list, "on_error": str}
    values = take(path, within, table, kinds, {"then": [], "on_error": None})
    return Route(values["path"], values["to"], texts(path, f"{within}.then", values["then"]), values["on_error"])

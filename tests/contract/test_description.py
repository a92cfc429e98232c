"""The API does what /api/openapi.json says of it, whatever it is sent: status codes, media types and schemas.

Following a deployment is left out: the tool reads answers whole, and that stream does not end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import BaseSchema, Case, CheckFunction, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.contract.process import serving

if TYPE_CHECKING:
    from wardian.toolchains.c import C

schemathesis.serializer.alias("application/wasm", "application/octet-stream")

FILES = {"main.c": "int main(void) { return 0; }\n"}
_SETTINGS = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
_RULES_BEYOND_SCHEMAS: list[CheckFunction] = [positive_data_acceptance]
"""A schema does not say that a project has a main file, or that a name is free."""


@dataclass(frozen=True)
class Api:
    """`known` is what is there to be found, by the path of the operation, the header or the member of a body."""

    schema: BaseSchema
    known: dict[str, Any]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, c: C) -> Iterator[Api]:
    with serving(tmp_path_factory.mktemp("described")) as server:
        schema = schemathesis.openapi.from_url(f"{server.client.base_url}/api/openapi.json")
        yield Api(schema.exclude(path_regex="^/api/deployments/.*/events$"), _known(server.client))


def _known(client: httpx.Client) -> dict[str, Any]:
    project = {"language": "c", "files": FILES}
    build = client.post("/api/builds", json=project, headers={"Prefer": "wait=30"}).json()
    deployed = client.post("/api/deployments", json={"build": build["id"]}).json()
    return {
        **{f"/api/builds/{{build}}{call}": build["id"] for call in ("", "/events")},
        "/api/shares/{share}": client.post("/api/shares", json=project).json()["id"],
        **{f"/api/deployments/{{name}}{call}": deployed["name"] for call in ("", "/versions", "/renew", "/rollback")},
        "/api/explanations/{code}": "E0425",
        "/artifacts/{sha256}.json": build["artifact"]["sha256"],
        "/artifacts/{name}": f"{build['artifact']['sha256']}.wat",
        "authorization": f"Bearer {deployed['token']}",
        "prefer": "wait=1",
        "build": build["id"],
        "language": "c",
        "files": FILES,
        "ttl": 3600,
        "version": 1,
        "grants": {"fetch": ["api.example.org:443"], "kv": True},
        "secrets": {"API_KEY": "to be kept"},
        "routes": [{"path": "/shop/*", "to": "the-shop"}],
    }


def test_every_answer_to_what_is_allowed_is_as_described(api: Api, subtests: pytest.Subtests) -> None:
    """Half of the time with what is there to be found: hardly anything else would be."""

    @_SETTINGS
    def ask(case: Case[Any], known: bool) -> None:
        _check(_filled(case, api.known) if known else case)

    for operation in _operations(api.schema):
        with subtests.test(operation.label):
            given(case=operation.as_strategy(), known=st.booleans())(ask)()


def test_every_answer_to_what_is_not_allowed_is_as_described(api: Api, subtests: pytest.Subtests) -> None:
    """Only a body of JSON can be wrong: a path and a header may be any text, an upload any bytes."""

    @_SETTINGS
    def ask(case: Case[Any]) -> None:
        _check(case)

    for operation in _operations(api.schema):
        if any(body.media_type == "application/json" for body in operation.body):
            with subtests.test(operation.label):
                given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))(ask)()


def _operations(schema: BaseSchema) -> list[Any]:
    operations = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) > 10
    return operations


def _filled(case: Case[Any], known: dict[str, Any]) -> Case[Any]:
    for name in case.path_parameters or ():
        case.path_parameters[name] = known[case.operation.path]
    for parameter in case.operation.headers:
        if parameter.name in known:
            case.headers[parameter.name] = known[parameter.name]
    if isinstance(case.body, dict):
        case.body.update({member: known[member] for member in case.body if member in known})
    return case


def _check(case: Case[Any]) -> None:
    response = case.call()
    case.validate_response(response, excluded_checks=_RULES_BEYOND_SCHEMAS)
    if response.status_code >= 400:
        assert response.headers["content-type"] == ["application/problem+json"]
        assert response.json()["status"] == response.status_code

"""What a deployment is granted, through the API: what is taken, what is refused and where, what is told again."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from tests.contract.test_deployments import ANOTHER, PROGRAM, bearer, built

from wardian.storage.deployments import DeploymentRecords

if TYPE_CHECKING:
    from tests.contract.conftest import Assembler, Backend, Serve

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}
VALUE = "hunter2-is-the-value"
ROUTE = {"path": "/shop/*", "to": "the-shop", "then": ["the-frame-of-it"], "on_error": "sorry-page"}
FULL = {
    "name": "my-fern",
    "grants": {"fetch": ["api.example.org:443", "[::1]:80", "127.0.0.1:8081"], "kv": True},
    "secrets": {"API_KEY": VALUE, "PIN": "0000"},
    "routes": [ROUTE, {"path": "/", "to": "the-shop"}],
}


async def test_what_was_granted_is_told_and_secrets_by_name_alone(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        answer = await client.post("/api/deployments", json={**FULL, "build": await built(client, PROGRAM)})
        created = answer.json()
        assert answer.status_code == 201
        assert created["grants"] == {**FULL["grants"], "secrets": ["API_KEY", "PIN"]}  # type: ignore[dict-item]
        assert created["routes"] == [ROUTE, {"path": "/", "to": "the-shop", "then": [], "on_error": None}]
        looked = (await client.get("/api/deployments/my-fern")).json()
        assert looked == {key: value for key, value in created.items() if key != "token"}


async def test_a_deployment_that_asks_for_nothing_is_granted_nothing(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        created = (await client.post("/api/deployments", json={"build": await built(client, PROGRAM)})).json()
        assert created["grants"] == {"fetch": [], "kv": False, "secrets": []}
        assert (created["routes"], created["assets"]) == ([], False)


async def test_what_a_change_leaves_out_stays(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        first, second = await built(client, PROGRAM), await built(client, ANOTHER)
        created = (await client.post("/api/deployments", json={**FULL, "build": first})).json()
        mine = bearer(created["token"])

        async def change(**ask: Any) -> dict[str, Any]:
            answer = await client.put("/api/deployments/my-fern", json=ask, **mine)
            assert answer.status_code == 200, answer.text
            changed: dict[str, Any] = answer.json()
            return changed

        swapped = await change(build=second)
        assert (swapped["build"], swapped["version"]) == (second, 2)
        assert (swapped["grants"], swapped["routes"]) == (created["grants"], created["routes"])
        regranted = await change(grants={"kv": False}, secrets={"PIN": None, "TOKEN": "t"})
        assert (regranted["build"], regranted["version"]) == (second, 3)
        assert regranted["grants"] == {**created["grants"], "kv": False, "secrets": ["API_KEY", "TOKEN"]}
        emptied = await change(grants={"fetch": []}, routes=[])
        assert emptied["grants"]["fetch"] == emptied["routes"] == []


async def test_a_secrets_value_is_nowhere_but_in_its_record(
    serve: Serve, assembler: Assembler, caplog: pytest.LogCaptureFixture, backend: Backend
) -> None:
    caplog.set_level(logging.DEBUG)
    address = "/api/deployments/my-fern"
    async with serve(assembler) as client:
        ask = {**FULL, "build": await built(client, PROGRAM)}
        answers = [await client.post("/api/deployments", json=ask)]
        token = answers[0].json()["token"]
        for body in (
            ask,
            {**ask, "name": "another", "secrets": {"HTTP_KEY": VALUE}},
            {**ask, "name": "another", "secrets": {"KEY": VALUE + "\0"}},
            {**ask, "name": "another", "secrets": {"KEY": VALUE + "\ud800"}},
            {**ask, "name": "another", "secrets": {"KEY": [VALUE]}},
            {**ask, "name": "another", "secrets": [VALUE]},
            {**ask, "name": "another", "secrets": {"KEY": VALUE * 1000}},
        ):
            answers.append(await client.post("/api/deployments", content=json.dumps(body), headers=JSON))
            assert 400 <= answers[-1].status_code < 500
        answers += [
            await client.get(address),
            await client.put(address, json={"secrets": {"MORE": VALUE}}, **bearer(token)),
            await client.post(f"{address}/rollback", json={"version": 1}, **bearer(token)),
            await client.post(f"{address}/renew", json={}, **bearer(token)),
            await client.get(f"{address}/versions", **bearer(token)),
            await client.get("/metrics"),
        ]
    told = [answer.text + str(answer.headers) for answer in answers]
    assert not any(VALUE in text for text in [*told, caplog.text])
    database = backend.open()
    record = DeploymentRecords(database).find("my-fern")
    database.close()
    assert record is not None
    assert record.secrets == {"API_KEY": VALUE, "PIN": "0000", "MORE": VALUE}
    assert VALUE not in f"{record!r}{record}"


@pytest.mark.parametrize(
    ("part", "field", "says"),
    [
        ({"grants": {"fetch": ["Example.org:443"]}}, "/grants/fetch/0", "must be in small letters"),
        ({"grants": {"fetch": ["a.example:1", "example.org"]}}, "/grants/fetch/1", "host:port"),
        ({"grants": {"fetch": ["http://example.org:80"]}}, "/grants/fetch/0", "host:port"),
        ({"grants": {"fetch": ["example.org:0"]}}, "/grants/fetch/0", "port from 1 to 65535"),
        ({"grants": {"fetch": ["example.org:65536"]}}, "/grants/fetch/0", "port from 1 to 65535"),
        ({"grants": {"fetch": ["example.org:0443"]}}, "/grants/fetch/0", "port from 1 to 65535"),
        ({"grants": {"fetch": ["*.example.org:443"]}}, "/grants/fetch/0", "no host name"),
        ({"grants": {"fetch": ["example.org.:443"]}}, "/grants/fetch/0", "no host name"),
        ({"grants": {"fetch": [":443"]}}, "/grants/fetch/0", "no host name"),
        ({"grants": {"fetch": ["user@example.org:443"]}}, "/grants/fetch/0", "no host name"),
        ({"grants": {"fetch": ["exämple.org:443"]}}, "/grants/fetch/0", "ASCII"),
        ({"grants": {"fetch": ["127.1:80"]}}, "/grants/fetch/0", "no valid IP address"),
        ({"grants": {"fetch": ["0x7f000001:80"]}}, "/grants/fetch/0", "no valid IP address"),
        ({"grants": {"fetch": ["2130706433:80"]}}, "/grants/fetch/0", "no valid IP address"),
        ({"grants": {"fetch": ["[::0001]:80"]}}, "/grants/fetch/0", "must have its address as [::1]"),
        ({"grants": {"fetch": ["[fe80::1%eth0]:80"]}}, "/grants/fetch/0", "zone"),
        ({"grants": {"fetch": ["::1:80"]}}, "/grants/fetch/0", "host:port"),
        ({"grants": {"fetch": "example.org:443"}}, "/grants/fetch", "must be a list"),
        ({"grants": {"kv": "yes"}}, "/grants/kv", "must be true or false"),
        ({"grants": {"network": True}}, "/grants/network", "not known here"),
        ({"grants": True}, "/grants", "grants must be a JSON object"),
        ({"secrets": {"key": "v"}}, "/secrets/key", "capital letters"),
        ({"secrets": {"A" * 65: "v"}}, f"/secrets/{'A' * 65}", "capital letters"),
        ({"secrets": {"A/B": "v"}}, "/secrets/A~1B", "capital letters"),
        ({"secrets": {"PATH_INFO": "v"}}, "/secrets/PATH_INFO", "tells a program about its request"),
        ({"secrets": {"HTTP_PROXY": "v"}}, "/secrets/HTTP_PROXY", "tells a program about its request"),
        ({"secrets": {"KEY": "a\0b"}}, "/secrets/KEY", "NUL"),
        ({"secrets": {"KEY": 5}}, "/secrets/KEY", "must be text"),
        ({"routes": [{"path": "shop", "to": "fern"}]}, "/routes/0/path", "must start with /"),
        ({"routes": [{"path": "/a*", "to": "fern"}]}, "/routes/0/path", "only as /* at its end"),
        ({"routes": [{"path": "/*/a", "to": "fern"}]}, "/routes/0/path", "only as /* at its end"),
        ({"routes": [{"path": "/a?b", "to": "fern"}]}, "/routes/0/path", "a path alone"),
        ({"routes": [{"path": "/a/../b", "to": "fern"}]}, "/routes/0/path", "the part . or .."),
        ({"routes": [{"path": "/a\n", "to": "fern"}]}, "/routes/0/path", "invisible"),
        ({"routes": [{"path": "/a", "to": "fern"}] * 2}, "/routes/1/path", "has a route already"),
        ({"routes": [{"path": "/a", "to": "Fern"}]}, "/routes/0/to", "small letters"),
        ({"routes": [{"path": "/a", "to": "frame"}]}, "/routes/0/to", "reserved"),
        ({"routes": [{"path": "/a", "to": "fern", "then": ["moss", "x"]}]}, "/routes/0/then/1", "3 to 63 characters"),
        ({"routes": [{"path": "/a", "to": "fern", "on_error": "-"}]}, "/routes/0/on_error", "3 to 63 characters"),
        ({"routes": [{"path": "/a"}]}, "/routes/0/to", "to is missing"),
    ],
)
async def test_what_cannot_be_granted_is_pointed_to(
    serve: Serve, assembler: Assembler, part: dict[str, Any], field: str, says: str
) -> None:
    async with serve(assembler) as client:
        build = await built(client, PROGRAM)
        answer = await client.post("/api/deployments", json={"build": build, **part})
        problem = answer.json()
        assert (answer.status_code, problem["field"]) == (422, field)
        assert says in problem["detail"]


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"grants": {"fetch": [f"h{number}.example:80" for number in range(33)]}}, "/grants/fetch"),
        ({"secrets": {f"KEY_{number}": "" for number in range(33)}}, "/secrets"),
        ({"secrets": {"KEY": "x" * 8193}}, "/secrets/KEY"),
        ({"secrets": {f"KEY_{number}": "x" * 8192 for number in range(8)}}, "/secrets"),
        ({"routes": [{"path": f"/{number}", "to": "fern"} for number in range(65)]}, "/routes"),
        ({"routes": [{"path": "/", "to": "fern", "then": ["moss"] * 8}]}, "/routes/0/then"),
    ],
)
async def test_what_is_too_much_is_pointed_to(
    serve: Serve, assembler: Assembler, part: dict[str, Any], field: str
) -> None:
    async with serve(assembler) as client:
        answer = await client.post("/api/deployments", json={"build": await built(client, PROGRAM), **part})
        assert (answer.status_code, answer.json()["field"]) == (413, field)


async def test_changes_cannot_add_up_to_too_many_secrets(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        ask = {"build": await built(client, PROGRAM), "secrets": {f"KEY_{number}": "" for number in range(32)}}
        created = (await client.post("/api/deployments", json=ask)).json()
        address = f"/api/deployments/{created['name']}"
        refused = await client.put(address, json={"secrets": {"MORE": ""}}, **bearer(created["token"]))
        assert (refused.status_code, refused.json()["field"]) == (413, "/secrets")
        exchanged = await client.put(address, json={"secrets": {"MORE": "", "KEY_0": None}}, **bearer(created["token"]))
        assert exchanged.status_code == 200

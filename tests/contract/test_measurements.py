"""The runner's own figures."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest

from wardian.lessons.programs import of

if TYPE_CHECKING:
    from tests.contract.conftest import Serve

    from wardian.toolchains.c import C

pytestmark = pytest.mark.anyio

PLACE = "/api/measurements"


async def until_measured(client: httpx.AsyncClient) -> httpx.Response:
    async with asyncio.timeout(300):
        while (answer := await client.get(PLACE, headers={"Prefer": "wait=30"})).status_code == 202:
            assert int(answer.headers["retry-after"]) > 0
    return answer


async def test_the_runner_tells_what_starting_and_computing_costs_here(serve: Serve, c: C) -> None:
    async with serve(c) as client:
        assert (await client.get(PLACE)).status_code == 202
        figures = (await until_measured(client)).json()
        assert figures == (await client.get(PLACE)).json()
    assert figures["missing"] == []
    starts = {name: start["times"] for name, start in figures["starts"].items()}
    assert {"instantiation", "instance", "thread", "process", "sandbox", "python"} <= set(starts)
    for times in starts.values():
        assert times["samples"] >= 10
        assert 0 < times["fastest_us"] <= times["median_us"] <= times["p90_us"]
    assert starts["instantiation"]["median_us"] < starts["instance"]["median_us"] < starts["sandbox"]["median_us"]
    assert starts["process"]["median_us"] < starts["sandbox"]["median_us"]
    assert set(figures["kernels"]) == {program.name for program in of("kernels")}
    for kernel in figures["kernels"].values():
        assert kernel["native"]["median_us"] > 0
        assert kernel["wasm"]["median_us"] > 0


async def test_health_is_answered_while_it_measures(serve: Serve, c: C) -> None:
    async with serve(c) as client:
        assert (await client.get(PLACE)).status_code == 202
        async with asyncio.timeout(2):
            assert (await client.get("/healthz")).status_code == 200

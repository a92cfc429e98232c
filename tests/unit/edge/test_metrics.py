"""The edge's figures, as Prometheus reads them."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.unit.edge.conftest import MakeCommand, Server

from wardian.edge.figures import Figures
from wardian.edge.metrics import Metrics
from wardian.edge.outcome import Kind, Outcome
from wardian.model import HostCall, Language

pytestmark = pytest.mark.anyio

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def samples(text: str) -> Samples:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(read: Samples, name: str, **labels: str) -> float:
    return read.get((name, frozenset(labels.items())), 0.0)


def outcome(total_us: float = 60.0, kind: Kind = Kind.EXITED) -> Outcome:
    return Outcome(kind, 0, b"", b"", "", 20.0, total_us, 30.0, 128 * 1024)


async def told(metrics: Metrics) -> Samples:
    return samples((await metrics.answer())[2].decode())


async def test_a_run_is_counted_in_every_figure(tmp_path: Path) -> None:
    figures = Figures()
    metrics = Metrics(tmp_path, figures)
    calls = [HostCall("fetch", "api.test:443", "204", 900.0), HostCall("kv.get", "a", "ok", 5.0)]
    figures.count("c", 200, outcome(), calls, 10, 2000)
    figures.count("c", 504, outcome(250_000, Kind.CPU_LIMIT), [], 0, 300)
    read = await told(metrics)
    metrics.close()
    assert value(read, "wardian_edge_requests_total", language="c", outcome="exited", status="2xx") == 1
    assert value(read, "wardian_edge_requests_total", language="c", outcome="cpu_limit", status="5xx") == 1
    assert value(read, "wardian_edge_request_seconds_bucket", language="c", le="5e-05") == 0
    assert value(read, "wardian_edge_request_seconds_bucket", language="c", le="0.0001") == 1
    assert value(read, "wardian_edge_request_seconds_bucket", language="c", le="0.25") == 2
    assert value(read, "wardian_edge_request_seconds_bucket", language="c", le="+Inf") == 2
    assert value(read, "wardian_edge_request_seconds_sum", language="c") == pytest.approx(0.25006)
    assert value(read, "wardian_edge_memory_bytes_bucket", language="c", le="131072") == 2
    assert value(read, "wardian_edge_received_bytes_total", language="c") == 10
    assert value(read, "wardian_edge_sent_bytes_total", language="c") == 2300
    assert value(read, "wardian_edge_host_calls_total", function="fetch", outcome="2xx") == 1
    assert value(read, "wardian_edge_host_calls_total", function="kv.get", outcome="ok") == 1


async def test_processes_are_added_up_and_one_that_is_gone_still_counts(tmp_path: Path) -> None:
    def requests(read: Samples) -> float:
        return value(read, "wardian_edge_requests_total", language="wat", outcome="exited", status="2xx")

    first, second = Figures(), Figures()
    one, other = Metrics(tmp_path, first), Metrics(tmp_path, second)
    for figures, times in ((first, 3), (second, 4)):
        for _ in range(times):
            figures.count("wat", 200, outcome(), [], 0, 0)
    other.close()
    assert requests(await told(one)) == 7
    heir = Metrics(tmp_path, third := Figures())
    third.count("wat", 200, outcome(), [], 0, 0)
    assert requests(await told(heir)) == 8
    assert requests(await told(one)) == 8
    one.close()
    heir.close()
    alone = Metrics(tmp_path, Figures())
    assert requests(await told(alone)) == 8
    alone.close()


@pytest.mark.parametrize("left", ["", "{", "[]", '{"format": 0}'])
async def test_a_file_that_cannot_be_read_counts_for_nothing(tmp_path: Path, left: str) -> None:
    (tmp_path / "0.json").write_text(left)
    (tmp_path / "7.json").write_text(left)
    metrics = Metrics(tmp_path, Figures())
    assert value(await told(metrics), "wardian_edge_receipts_left_out_total") == 0
    metrics.close()


async def test_any_process_of_the_edge_tells_of_all(server: Server, command: MakeCommand) -> None:
    """Said to be Rust, as no other test's program is: what others asked for may be counted as late as now."""

    def requests() -> float:
        read = samples(server.client.get("/metrics").text)
        return value(read, "wardian_edge_requests_total", language="rust", outcome="exited", status="2xx")

    source = server.source(command("(call $print)", b"Content-Type: text/plain\n\nhello"))
    name = (await server.deployments.create(replace(source, language=Language.RUST))).deployment.name
    for _ in range(40):
        assert server.get(name, headers={"connection": "close"}).text == "hello"
    deadline = time.monotonic() + 10
    while requests() < 40 and time.monotonic() < deadline:
        pass
    assert requests() == 40


@pytest.mark.parametrize("host", ["a.b.localhost", "-.localhost", "some-name.localhost"])
async def test_visitors_of_deployments_do_not_read_the_figures(server: Server, host: str) -> None:
    assert server.client.get("/metrics", headers={"host": host}).status_code == 404

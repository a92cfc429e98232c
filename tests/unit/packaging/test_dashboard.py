"""Each query of the dashboard asks for what the servers really tell, by labels that it really has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from wardian.cli.control import services
from wardian.edge.figures import Figures
from wardian.edge.metrics import Metrics
from wardian.edge.outcome import Kind, Outcome
from wardian.model import HostCall, Language, Status
from wardian.settings import Settings
from wardian.web.app import Services, create_app

pytestmark = pytest.mark.anyio

DASHBOARD = json.loads((Path(__file__).parents[3] / "packaging" / "grafana.json").read_text(encoding="utf-8"))
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", [])]
_NAME = re.compile(r"\bwardian_\w+")
_OF_BUCKETS = {"le"}

Told = dict[str, set[str]]
"""The labels of each series, by its name."""


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Services]:
    parts = services(Settings(data=tmp_path / "data", site=tmp_path / "site"), {})
    yield parts
    parts.database.close()


@pytest.fixture
async def told(parts: Services, tmp_path: Path) -> Told:
    """What both servers tell once everything has happened that they count."""
    parts.builds._metrics.asked(Language.C, cached=True)
    parts.builds._metrics.ended(Language.C, Status.FAILED, 1.0, "wall")
    parts.artifact_collector.count()
    app = create_app(Settings(data=tmp_path / "data", site=tmp_path / "site"), parts)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:8080") as client:
        await client.get("/healthz")
        site = (await client.get("/metrics")).text
    figures = Figures()
    outcome = Outcome(Kind.EXITED, 0, b"", b"", "", 1, 1, 1, 1)
    figures.count("c", 200, outcome, [HostCall("fetch", "a:80", "204", 1)], 1, 1)
    figures.refuse("busy")
    figures.found["memory"] += 1
    metrics = Metrics(tmp_path / "metrics", figures)
    edge = (await metrics.answer())[2].decode()
    metrics.close()
    samples: list[Any] = [
        sample for text in (site, edge) for family in text_string_to_metric_families(text) for sample in family.samples
    ]
    found: Told = {}
    for sample in samples:
        found.setdefault(sample.name, set()).update(sample.labels)
    return found


async def test_every_query_names_what_is_told_by_labels_that_it_has(told: Told) -> None:
    assert len(QUERIES) > 20
    for query in QUERIES:
        names = _NAME.findall(query)
        assert names, query
        labels = {label.strip() for group in re.findall(r"by \(([^)]*)\)", query) for label in group.split(",")}
        labels |= set(re.findall(r"[{,]\s*(\w+)\s*[=!]", query))
        for name in names:
            assert name in told, query
            assert labels <= told[name], query


async def test_every_figure_of_a_limit_a_queue_or_a_cache_is_shown(told: Told) -> None:
    shown = {name for query in QUERIES for name in _NAME.findall(query)}
    assert {
        "wardian_builds_stopped_total",
        "wardian_builds_queued",
        "wardian_builds_queued_oldest_seconds",
        "wardian_builds_places",
        "wardian_builds_asked_total",
        "wardian_edge_programs_total",
        "wardian_edge_refused_total",
    } <= shown & set(told)


def test_panels_stand_beside_one_another() -> None:
    places = [panel["gridPos"] for panel in DASHBOARD["panels"]]
    taken = [
        (x, y)
        for place in places
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) == 23
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)

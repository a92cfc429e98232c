"""Hostile programs sent to the build service: what strangers can make it show, take or leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.contract.process import until
from tests.hostile.programs.c import C
from tests.hostile.programs.endless import ENDLESS
from tests.hostile.programs.program import COMPILES, Program
from tests.hostile.programs.python import PYTHON
from tests.hostile.programs.reading import READING
from tests.hostile.programs.rust import RUST
from tests.hostile.programs.wat import WAT
from tests.hostile.service import Service, outcome, serving_among_canaries


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving_among_canaries() as service:
        yield service


@pytest.fixture
def build(program: Program, service: Service) -> dict[str, Any]:
    """Of the program; how it ended is as it must be, and another build after it ends well."""
    if program.language not in service.available:
        pytest.skip(f"{program.language} cannot be built here")
    build = service.build(program.reading(service.canaries.places))
    said = " ".join(found["message"] for found in build["diagnostics"])
    assert outcome(build) in program.ends, build["log"][-2000:]
    assert outcome(build) == COMPILES or program.says in said
    assert service.builds_something_harmless(program.language)
    return build


def named(programs: tuple[Program, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("program", programs, ids=[program.name for program in programs])


@named(READING)
def test_nothing_of_the_host_is_seen(program: Program, build: dict[str, Any], service: Service) -> None:
    shown = [*service.all_of(build), *service.all_tools_on(program.reading(service.canaries.places))]
    assert [answer.url for answer in shown if service.canaries.heard(answer.content)] == []
    assert service.undocumented(shown) == []


@named((*C, *RUST, *PYTHON, *WAT))
def test_who_takes_more_than_a_share_is_told_which(program: Program, build: dict[str, Any], service: Service) -> None:
    shown = list(service.all_of(build))
    assert [answer.url for answer in shown if service.canaries.heard(answer.content)] == []
    assert service.undocumented(shown) == []
    assert len(build["log"].encode()) <= service.log_bytes


@named(ENDLESS)
def test_machine_code_without_end_is_not_waited_for(program: Program, build: dict[str, Any], service: Service) -> None:
    answer = service.deploy(build)
    assert answer.status_code == 422
    assert program.refused in answer.json()["detail"]


def test_nothing_of_them_is_left(service: Service) -> None:
    until(lambda: service.processes() == service.first_processes)
    root = service.canaries.root
    assert list((root / "service/tmp").iterdir()) == []
    assert [path.name for folder in (root / "home", root / "cwd") for path in folder.iterdir()] == ["canary.h"] * 2
    assert {path.name for path in (root / "service").iterdir()} == {"canary.h", "data", "tmp"}
    assert {path.name for path in (root / "service/data").iterdir()} == service.first_data
    kept = (path for path in (root / "service/data/artifacts").rglob("*") if path.is_file())
    assert {path.name.partition(".")[0] for path in kept} == service.artifacts

"""Diagnostics over HTTP: what a client can show of a mistake, and where it can read more."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from sqlalchemy import update
from tests.contract.conftest import Assembler, Backend, Serve

from wardian import digest
from wardian.errors import ToolchainMissing
from wardian.model import Diagnostic, Language, Profile, Project, Severity, Status
from wardian.storage import tables
from wardian.storage.builds import BuildRecords
from wardian.storage.interests import Interest
from wardian.storage.outcomes import Outcome
from wardian.toolchains.c import C
from wardian.toolchains.rust import Rust

pytestmark = pytest.mark.anyio

WAIT = {"Prefer": "wait=30"}


@pytest.fixture(scope="session")
def rust() -> Rust:
    toolchain = Rust()
    try:
        toolchain.version()
    except ToolchainMissing as missing:
        pytest.skip(missing.detail)
    return toolchain


async def test_a_diagnostic_tells_its_places_its_fixes_and_where_it_is_explained(serve: Serve, rust: Rust) -> None:
    source = 'fn main() {\n\tlet é = "😀"; let x: i32 = 1u64;\n\tprintln!("{é}{x}");\n}\n'
    async with serve(rust) as client:
        body = {"language": "rust", "files": {"main.rs": source}}
        build = (await client.post("/api/builds", json=body, headers=WAIT)).json()
        again = (await client.post("/api/builds", json=body, headers=WAIT)).json()
        (found,) = build["diagnostics"]
        explanation = await client.get(found["explanation"])
    assert again["cached"]
    assert again["diagnostics"] == build["diagnostics"]
    place = {"file": "main.rs", "line": 2, "end_line": 2}
    assert found | {**place, "column": 29, "end_column": 33, "code": "E0308"} == found
    assert found["spans"] == [{**place, "column": 23, "end_column": 26, "label": "expected due to this"}]
    (fix,) = found["fixes"]
    assert fix["certain"]
    assert fix["edits"] == [{**place, "column": 30, "end_column": 33, "text": "i32"}]
    assert explanation.headers["content-type"] == "text/plain; charset=utf-8"
    assert explanation.headers["x-content-type-options"] == "nosniff"
    assert "Expected type did not match the received type" in explanation.text


@pytest.mark.parametrize("code", ["E9999", "e0308", "E03081", "unused_variables", "..%2F..%2Fetc", "-h", "E0308%0a"])
async def test_what_is_not_a_code_has_no_explanation(serve: Serve, rust: Rust, code: str) -> None:
    async with serve(rust) as client:
        answer = await client.get(f"/api/explanations/{code}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_without_rust_nothing_is_explained(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        assert (await client.get("/api/explanations/E0308")).status_code == 404


async def test_a_hostile_message_arrives_as_plain_text_and_too_many_are_counted(serve: Serve, c: C) -> None:
    source = "#error \x1b[31mred\x07\n" + "#warning again\n#warning \u202eonce\n" * 300
    async with serve(c) as client:
        body = {"language": "c", "files": {"main.c": source}}
        build = (await client.post("/api/builds", json=body, headers=WAIT)).json()
    assert "red" in build["diagnostics"][0]["message"]
    assert build["diagnostics"][-1]["message"].startswith("Not listed here: 501 warnings.")
    assert not set("\x1b\x07\u202e") & set(str(build["diagnostics"]) + build["log"])


async def test_the_description_of_the_api_has_their_shape(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        schemas = (await client.get("/api/openapi.json")).json()["components"]["schemas"]
    assert {"spans", "notes", "fixes", "explanation"} <= schemas["Diagnostic"]["properties"].keys()
    assert {"label", "end_column"} <= schemas["Span"]["properties"].keys()


async def test_after_an_upgrade_a_kept_build_is_made_again_and_the_old_one_is_still_told(
    serve: Serve, assembler: Assembler, backend: Backend
) -> None:
    """The old record has the name and the diagnostics that a version before spans, notes and explanations gave them."""
    project = Project(Language.WAT, {"main.wat": "(module"})
    old = digest.of_build(project, Profile.RELEASE, assembler.fingerprint())
    _keep_as_before(backend, old, project)
    async with serve(assembler) as client:
        body = {"language": "wat", "files": dict(project.files)}
        new = (await client.post("/api/builds", json=body, headers=WAIT)).json()
        told = await client.get(f"/api/builds/{old}")
        events = await client.get(f"/api/builds/{old}/events")
    assert (new["cached"], new["status"]) == (False, "failed")
    assert new["id"] != old
    (found,) = told.json()["diagnostics"]
    assert found == {
        **{"severity": "error", "message": "old", "file": "main.wat", "line": 1, "column": 1, "end_line": None},
        **{"end_column": None, "code": None, "fixes": [], "spans": [], "notes": [], "explanation": None},
    }
    assert "event: done" in events.text


def _keep_as_before(backend: Backend, name: str, project: Project) -> None:
    database = backend.open()
    records = BuildRecords(database)
    record, _ = records.claim(name, project, Profile.RELEASE, Interest(""), "")
    records.end(name, record.attempt, Outcome(Status.FAILED))
    item = asdict(Diagnostic(Severity.ERROR, "old", "main.wat", 1, 1))
    for member in ("spans", "notes", "explanation"):
        del item[member]
    with database.write() as connection:
        connection.execute(update(tables.builds).where(tables.builds.c.id == name).values(diagnostics=[item]))
    database.close()

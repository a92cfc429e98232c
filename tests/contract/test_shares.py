"""Shares through the API."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contract.conftest import Serve

pytestmark = pytest.mark.anyio

PROJECT = {"language": "c", "files": {"main.c": "int main(void) {}\n", "a/b.h": "// é\n"}}


async def test_the_same_project_gives_the_same_short_link(serve: Serve) -> None:
    async with serve() as client:
        answers = await asyncio.gather(*(client.post("/api/shares", json=PROJECT) for _ in range(8)))
        assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
        (share,) = {answer.json()["id"] for answer in answers}
        assert len(share) == 10
        assert {answer.headers["location"] for answer in answers} == {f"/api/shares/{share}"}
        shared = (await client.get(f"/api/shares/{share}")).json()
        assert shared == {
            "id": share,
            "url": f"http://localhost:8080/playground/?share={share}",
            **PROJECT,
            "binary": {},
        }


async def test_files_that_are_no_text_are_shared_in_base64(serve: Serve) -> None:
    project = {**PROJECT, "binary": {"data/bytes.bin": "AAH/"}}
    async with serve() as client:
        (plain, first, again) = [
            (await client.post("/api/shares", json=body)).json()["id"] for body in (PROJECT, project, project)
        ]
        assert first == again != plain
        assert (await client.get(f"/api/shares/{first}")).json()["binary"] == project["binary"]


async def test_what_is_no_base64_is_refused_with_its_place(serve: Serve) -> None:
    async with serve() as client:
        answer = await client.post("/api/shares", json={**PROJECT, "binary": {"x.bin": "A"}})
        assert answer.status_code == 422
        assert "/binary/x.bin" in answer.text

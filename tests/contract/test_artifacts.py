"""Artifacts through the API: codings, summaries, and what is left after collecting."""

from __future__ import annotations

import asyncio
import gzip
import re
import subprocess
import time
from typing import TYPE_CHECKING, Any

import brotli
import httpx
import obstore
import pytest

from wardian.builds.disassembly import wasm_tools
from wardian.builds.summary import Summary
from wardian.errors import ToolchainMissing
from wardian.model import ArtifactKind, Language
from wardian.storage.uses import Uses
from wardian.toolchains import registry

if TYPE_CHECKING:
    from tests.contract.conftest import Assembler, Backend, Serve

    from wardian.toolchains.c import C

pytestmark = pytest.mark.anyio

WAIT = {"Prefer": "wait=30"}
LONG = f'(module (memory 1) (func (export "f") {"(nop)" * 2000}))'
SAMPLES = {
    Language.C: '#include <stdio.h>\nint main(void) { puts("A fern."); }\n',
    Language.RUST: 'fn main() { println!("A fern."); }\n',
    Language.WAT: """(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1 2) (func $main (export "_start") (call $exit (i32.const 0))))""",
}


def wat(text: str = LONG) -> dict[str, Any]:
    return {"language": "wat", "files": {"main.wat": text}}


async def built(client: httpx.AsyncClient, body: dict[str, Any]) -> dict[str, Any]:
    build: dict[str, Any] = (await client.post("/api/builds", json=body, headers=WAIT)).json()
    assert build["status"] == "succeeded", build
    return build


async def raw(client: httpx.AsyncClient, method: str, url: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """The answer, and its body as it was sent."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with client.stream(method, url, headers=named) as answer:
        return answer, b"".join([part async for part in answer.aiter_raw()])


async def compressed(client: httpx.AsyncClient, url: str) -> tuple[httpx.Response, bytes]:
    """In brotli, once that has been made in the background."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        answer, body = await raw(client, "GET", url, accept_encoding="br")
        if answer.headers.get("content-encoding") == "br":
            return answer, body
        await asyncio.sleep(0.02)
    raise TimeoutError(url)


async def test_each_coding_has_its_bytes_its_length_and_its_tag(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        url = (await built(client, wat()))["artifact"]["url"]
        plain, module = await raw(client, "GET", url, accept_encoding="identity")
        in_gzip, zipped = await raw(client, "GET", url, accept_encoding="gzip")
        in_brotli, small = await compressed(client, url)
        assert gzip.decompress(zipped) == module == brotli.decompress(small)
        assert len(small) < len(zipped) < len(module)
        answers = {"identity": (plain, module), "gzip": (in_gzip, zipped), "br": (in_brotli, small)}
        assert len({answer.headers["etag"] for answer, _ in answers.values()}) == len(answers)
        for coding, (answer, body) in answers.items():
            assert answer.headers["vary"] == "Accept-Encoding"
            assert answer.headers["content-type"] == "application/wasm"
            assert int(answer.headers["content-length"]) == len(body)
            head, nothing = await raw(client, "HEAD", url, accept_encoding=coding)
            assert nothing == b""
            for name in ("content-length", "etag", "vary", "content-type"):
                assert head.headers[name] == answer.headers[name]
            tags = f'W/"other", W/{answer.headers["etag"]}'
            known, nothing = await raw(client, "GET", url, accept_encoding=coding, if_none_match=tags)
            assert (known.status_code, nothing) == (304, b"")
            assert known.headers["etag"] == answer.headers["etag"]
        other, _ = await raw(client, "GET", url, accept_encoding="gzip", if_none_match=plain.headers["etag"] + "x")
        assert other.status_code == 200


async def test_who_takes_brotli_alone_gets_it_at_once(serve: Serve, assembler: Assembler) -> None:
    async with serve(assembler) as client:
        url = (await built(client, wat()))["artifact"]["url"]
        answer, body = await raw(client, "GET", url, accept_encoding="br, *;q=0")
        assert answer.headers["content-encoding"] == "br"
        assert brotli.decompress(body).startswith(b"\0asm")


async def test_what_is_damaged_on_the_disk_is_made_again(serve: Serve, assembler: Assembler, backend: Backend) -> None:
    async with serve(assembler) as client:
        url = (await built(client, wat()))["artifact"]["url"]
        text = url.replace(".wasm", ".wat")
        first = (await client.get(text)).content
        await compressed(client, url)
        await compressed(client, text)
        objects = backend.objects()
        for item in [item for chunk in obstore.list(objects) for item in chunk]:
            if not item["path"].endswith(".wasm"):
                obstore.put(objects, item["path"], b"?" * item["size"])
        assert (await client.get(text)).content == first
        assert (await client.get(url, headers={"Accept-Encoding": "gzip"})).content.startswith(b"\0asm")
        assert brotli.decompress((await compressed(client, url))[1]).startswith(b"\0asm")


async def test_no_name_that_is_made_up_leaves_anything_behind(
    serve: Serve, assembler: Assembler, backend: Backend
) -> None:
    async with serve(assembler) as client:
        for form in ("wasm", "zip", "wat", "json"):
            assert (await client.get(f"/artifacts/{'0' * 64}.{form}")).status_code == 404
        assert (await client.get("/artifacts/zero.json")).status_code == 404
    database = backend.open()
    assert Uses(database).all() == {}
    database.close()


async def test_a_program_in_c_is_told_of(serve: Serve, c: C) -> None:
    async with serve(c) as client:
        artifact = (await built(client, {"language": "c", "files": {"main.c": SAMPLES[Language.C]}}))["artifact"]
        answer = await client.get(artifact["url"].replace(".wasm", ".json"))
        assert answer.headers["content-type"] == "application/json"
        assert "immutable" in answer.headers["cache-control"]
        told = Summary.model_validate_json(answer.content)
        module = (await client.get(artifact["url"])).content
        _, small = await compressed(client, artifact["url"])
    assert (told.sha256, told.size, told.brotli) == (artifact["sha256"], len(module), len(small))
    assert {"_start", "memory"} == {export.name for export in told.exports}
    assert {view.module for view in told.imports} == {"wasi_snapshot_preview1"}
    assert "clang" in {producer.name.lower() for producer in told.producers}
    assert told.code_size == sum(function.size for function in told.functions)
    assert told.counts["functions"] == len(told.functions) + len(told.imports)
    assert "bulk-memory" in told.features
    assert "simd" not in told.features
    assert "+bulk-memory" in told.target_features


@pytest.mark.parametrize("language", [Language.C, Language.RUST, Language.WAT])
async def test_a_summary_and_the_text_tell_what_wasm_tools_tells(serve: Serve, language: Language) -> None:
    toolchain = registry.toolchains()[language]
    try:
        toolchain.version()
    except ToolchainMissing as missing:
        pytest.skip(missing.detail)
    body = {"language": language, "files": {language.entry: SAMPLES[language]}}
    async with serve(toolchain) as client:
        artifact = (await built(client, body))["artifact"]
        told = Summary.model_validate_json((await client.get(artifact["url"].replace(".wasm", ".json"))).content)
        module = (await client.get(artifact["url"])).content
        text = (await client.get(artifact["url"].replace(".wasm", ".wat"))).text
    assert [(section.name, section.offset, section.size) for section in told.sections] == objdump(module)
    assert text == tool("print", module)
    assert len(told.imports) == len(re.findall(r"^  \(import ", text, re.MULTILINE))
    assert [view.name for view in told.exports] == re.findall(r'^  \(export "(.+?)"', text, re.MULTILINE)
    (memory,) = re.findall(r"^  \(memory (?:\$\S+ )?(?:\(;\d+;\) )?(\d+)(?: (\d+))?\)", text, re.MULTILINE)
    assert [(view.min, view.max) for view in told.memories] == [(int(memory[0]), int(memory[1]) if memory[1] else None)]
    assert told.counts["functions"] - len(told.imports) == len(re.findall(r"^  \(func ", text, re.MULTILINE))


def tool(command: str, module: bytes) -> str:
    return subprocess.run([wasm_tools(), command, "-"], input=module, capture_output=True, check=True).stdout.decode()


def objdump(module: bytes) -> list[tuple[str, int, int]]:
    """(name, offset, size) of each section."""
    row = re.compile(r'^ +(?:custom "(.+?)"|([\w ]+?)) +\| +0x(\w+) - +0x\w+ \| +(\d+) bytes', re.MULTILINE)
    found = row.findall(tool("objdump", module))
    return [(custom or name, int(offset, 16), int(size)) for custom, name, offset, size in found]


async def test_a_program_in_python_is_told_of(serve: Serve) -> None:
    toolchain = registry.toolchains()[Language.PYTHON]
    toolchain.install(print)
    body = {"language": "python", "files": {"main.py": "import shop\n", "shop/__init__.py": "x = 1\n"}}
    async with serve(toolchain) as client:
        artifact = (await built(client, body))["artifact"]
        told = Summary.model_validate_json((await client.get(artifact["url"].replace(".zip", ".json"))).content)
        text = await client.get(artifact["url"].replace(".zip", ".wat"))
        zipped, _ = await raw(client, "GET", artifact["url"], accept_encoding="br, gzip")
    assert {(file.path, file.size) for file in told.files} == {("main.py", 12), ("shop/__init__.py", 6)}
    assert told.kind is ArtifactKind.ZIP
    assert (text.status_code, "it is a .zip" in text.json()["detail"]) == (404, True)
    assert "content-encoding" not in zipped.headers

"""What the operator's guide says of files, figures and variables."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import httpx
from tests.docs.conftest import SITE, Stack, serving

from wardian.model import Language
from wardian.settings import Settings, variable

ROOT = SITE.parent
PAGE = (SITE / "guide" / "operate.md").read_text(encoding="utf-8")
PROGRAM = """(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\08\\00\\00\\00\\22\\00\\00\\00Content-Type: text/plain\\n\\nA fern.\\n")
  (func (export "_start") (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64)))))"""


def first_cells(section: str) -> list[str]:
    text = PAGE.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"`([\w./]+)`", "".join(re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE)))


def test_the_data_folder_holds_what_the_table_says(stack: Stack) -> None:
    stack.deploy(Language.WAT, PROGRAM)
    beside = {f"wardian.sqlite3{end}" for end in ("-wal", "-shm")}
    assert {path.name for path in stack.data.iterdir()} - beside == {
        name.rstrip("/") for name in first_cells("The data folder")
    }


def test_a_backup_serves_what_was_deployed(stack: Stack, tmp_path: Path) -> None:
    """With the standard library's `backup`, which is what the sqlite3 tool's `.backup` calls."""
    url = httpx.URL(stack.deploy(Language.WAT, PROGRAM))
    backup = tmp_path / "data"
    backup.mkdir()
    with (
        closing(sqlite3.connect(stack.data / "wardian.sqlite3")) as source,
        closing(sqlite3.connect(backup / "wardian.sqlite3")) as copy,
    ):
        source.backup(copy)
    shutil.copytree(stack.data / "artifacts", backup / "artifacts")
    with serving(backup) as restored:
        answer = restored.request("GET", f"http://{url.host}:8081/")
    assert (answer.status_code, answer.text) == (200, "A fern.\n")


def test_the_addresses_and_figures_are_served(stack: Stack) -> None:
    told = first_cells("What to watch")
    for address in [name for name in told if name.startswith("/")]:
        assert stack.request("GET", f"http://localhost:8080{address}").status_code == 200
    assert stack.request("GET", "http://localhost:8081/healthz").status_code == 200
    served = "".join(stack.request("GET", f"http://localhost:{port}/metrics").text for port in (8080, 8081))
    figures = {name for name in told if name.startswith("wardian_")}
    families = set(re.findall(r"^# TYPE (wardian_\w+) ", served, re.MULTILINE))
    assert figures == {name for name in families if not name.endswith("_created")}


def test_every_variable_is_read_by_the_runner_or_by_the_sites_build() -> None:
    read = {variable(entry.name) for entry in fields(Settings)}
    read |= set(re.findall(r"!ENV \[?(\w+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    assert set(re.findall(r"WARDIAN_\w+", PAGE)) <= read

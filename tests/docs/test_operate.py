"""What the operator's guide says of files, figures and variables."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import httpx
from click.testing import CliRunner
from tests.docs.conftest import SITE, Stack, serving

from wardian.cli import main
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
    url = httpx.URL(stack.deploy(Language.WAT, PROGRAM))
    backup, restored_data = tmp_path / "backup.tar", tmp_path / "data"
    for command, data in (("backup", stack.data), ("restore", restored_data)):
        done = CliRunner().invoke(main, [command, str(backup)], env={"WARDIAN_DATA": str(data)})
        assert done.exit_code == 0, done.output
    with serving(restored_data) as restored:
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


def test_the_doctor_finds_a_running_site_well(stack: Stack) -> None:
    stack.deploy(Language.WAT, PROGRAM)
    environment = {"DATA": stack.data, "PORT": stack.port, "EDGE_PORT": stack.edge_port}
    result = CliRunner().invoke(
        main, ["doctor", "--json"], env={f"WARDIAN_{name}": str(value) for name, value in environment.items()}
    )
    states = {finding["what"]: finding["state"] for finding in json.loads(result.output)["findings"]}
    for what in ("sandbox", "database", "signatures", "storage", "site", "headers", "edge"):
        assert states[what] == "fine", result.output


def test_every_variable_is_read_by_the_runner_or_by_the_sites_build() -> None:
    read = {variable(entry.name) for entry in fields(Settings)}
    read |= set(re.findall(r"!ENV \[?(\w+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    assert set(re.findall(r"WARDIAN_\w+", PAGE)) <= read

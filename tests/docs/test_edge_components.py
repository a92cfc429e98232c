"""What the page about the edge says of components, with the toolchain that it names and on a real edge."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.docs.conftest import SITE, Stack, fenced

PAGE = (SITE / "guide" / "edge.md").read_text(encoding="utf-8")
COMPONENTS = PAGE.partition("\n## Components\n")[2].partition("\n## ")[0]
WIT = Path(__file__).parents[1] / "unit/edge/components/guest/wit"


def test_a_component_of_another_toolchain_is_deployed_and_answers(stack: Stack, tmp_path: Path) -> None:
    [program], [commands] = fenced(COMPONENTS, "python"), fenced(COMPONENTS, "sh")
    (tmp_path / "app.py").write_text(program)
    (tmp_path / "wit").symlink_to(WIT)
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "WARDIAN_SERVER": stack.localised("http://localhost:8080"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "API_KEY": "seven77",
    }
    for command in commands.splitlines():
        ended = subprocess.run(
            shlex.split(command), cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=240
        )
        assert ended.returncode == 0, ended.stderr
    answer = stack.request("GET", f"{ended.stdout.strip()}/there?a=b")
    assert (answer.status_code, answer.text) == (200, "/there?a=b ['API_KEY']\n")


def test_the_numbers_are_those_of_the_code() -> None:
    from wardian.edge.components import engine, handles
    from wardian.edge.components.values import compounds, layout

    assert (layout.MOST_BYTES, compounds.MOST_ITEMS, handles.MOST, engine.GUESTS) == (64 * 1024, 1024, 1000, 4)
    for words in ("64 KiB of text", "1,024 items", "1,000 handles", "Four components"):
        assert words in re.sub(r"\s+", " ", COMPONENTS)

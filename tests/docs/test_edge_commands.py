"""The commands on the page about the edge, run in order against a real Wardian."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.docs.conftest import SITE, Stack, fenced

PAGE = (SITE / "guide" / "edge.md").read_text(encoding="utf-8")
VARYING = re.compile(r"token \S+|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)?|\b[0-9a-f]{32}\b")


def test_the_commands_print_what_the_page_says(stack: Stack, tmp_path: Path) -> None:
    environ = {
        **os.environ,
        "XDG_STATE_HOME": str(tmp_path),
        "WARDIAN_SERVER": stack.localised("http://localhost:8080"),
        "API_KEY": "seven77",
    }
    run = 0
    for block in fenced(PAGE, "console"):
        for command, told in re.findall(r"^\$ wardian (.+)\n((?:[^$].*\n)*)", block, re.MULTILINE):
            ended = subprocess.run(
                [sys.executable, "-m", "wardian", *shlex.split(command)],
                cwd=SITE.parent,
                env=environ,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert ended.returncode == 0, ended.stderr
            assert _steady(ended.stdout + ended.stderr) == _steady(stack.localised(told))
            run += 1
    assert run == 6


def _steady(text: str) -> str:
    return VARYING.sub("…", text)

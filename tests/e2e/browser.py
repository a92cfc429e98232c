"""The browser that the end-to-end tests drive: Playwright's own Chromium, or the system's where that cannot be had."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def find() -> str | None:
    """The path of a Chromium, or None when there is none."""
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else shutil.which("chromium")


def main() -> int:
    """Install a Chromium unless there is one; 1 when it cannot be had, or Playwright itself does not start."""
    if not _playwright("--version"):
        return 1
    if find():
        return 0
    print("==> Browser for the tests", flush=True)
    return 0 if _playwright("install", "chromium") else 1


def _playwright(*arguments: str) -> bool:
    command = [sys.executable, "-m", "playwright", *arguments]
    return subprocess.run(command, capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

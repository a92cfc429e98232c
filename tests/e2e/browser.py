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
    """Install Playwright's Chromium unless there is a browser already; 1 when it cannot be downloaded."""
    if find():
        return 0
    print("==> Browser for the tests", flush=True)
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True).returncode


if __name__ == "__main__":
    sys.exit(main())

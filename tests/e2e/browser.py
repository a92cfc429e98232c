"""The browser that the end-to-end tests drive: Playwright's own Chromium, or the system's where that cannot be had.

Of either it is the one without windows, which takes about half the processor's time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_WITHOUT_WINDOWS = "chromium-headless-shell"


def launch_options() -> dict[str, str] | None:
    """What Playwright launches a Chromium with, or None when there is none. Of its own it chooses itself."""
    if _has_own():
        return {}
    path = shutil.which(_WITHOUT_WINDOWS) or shutil.which("chromium")
    return None if path is None else {"executable_path": path}


def main() -> int:
    """Install a Chromium unless there is one; 1 when it cannot be had, or Playwright itself does not start."""
    if not _playwright("--version"):
        return 1
    if _has_own() or shutil.which(_WITHOUT_WINDOWS):
        return 0
    print("==> Browser for the tests", flush=True)
    return 0 if _playwright("install", "chromium") else 1


def _has_own() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _playwright(*arguments: str) -> bool:
    command = [sys.executable, "-m", "playwright", *arguments]
    return subprocess.run(command, capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

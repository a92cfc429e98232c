import importlib.util
import sys
from pathlib import Path

import pytest

from wardian.errors import NoSandbox
from wardian.sandbox import bubblewrap, probe, seccomp

pytestmark = pytest.mark.anyio


async def test_this_host_has_a_sandbox() -> None:
    await probe()


async def test_a_missing_bubblewrap_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "/nowhere")
    bubblewrap.bubblewrap.cache_clear()
    bubblewrap._installed.cache_clear()
    try:
        with pytest.raises(NoSandbox, match=r"bwrap is missing\. Install the package bubblewrap"):
            bubblewrap.bubblewrap()
    finally:
        bubblewrap.bubblewrap.cache_clear()


async def test_a_missing_libseccomp_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    seccomp.program.cache_clear()
    with pytest.raises(NoSandbox, match="libseccomp2"):
        await probe()


async def test_a_host_without_namespaces_is_told_what_to_enable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refusing = tmp_path / "bwrap"
    refusing.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setattr(bubblewrap, "bubblewrap", lambda: str(refusing))
    with pytest.raises(NoSandbox, match=r"kernel\.apparmor_restrict_unprivileged_userns"):
        await probe()


async def test_a_runner_that_is_not_root_uses_a_user_namespace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    await probe()

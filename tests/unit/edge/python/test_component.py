from __future__ import annotations

from pathlib import Path

import pytest

from wardian.edge.python import component
from wardian.errors import ToolchainMissing


@pytest.mark.usefixtures("compiled")
def test_installing_again_does_nothing() -> None:
    said: list[str] = []
    before = component.require().stat().st_mtime_ns
    assert component.install(said.append) == component.require()
    assert (said, component.require().stat().st_mtime_ns) == ([], before)


@pytest.mark.usefixtures("compiled")
def test_the_version_is_cpython_s() -> None:
    assert component.version().startswith("3.14.")


def test_a_missing_component_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for ask in (component.require, component.version):
        with pytest.raises(ToolchainMissing, match="wardian toolchain install python"):
            ask()


def test_an_installation_that_was_cut_off_goes_on_where_it_was(
    compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = component.folder()
    folder.mkdir(parents=True)
    (folder / "python.wasm").symlink_to(compiled.with_name("python.wasm"))
    (folder / compiled.name).symlink_to(compiled)
    (folder / f".{compiled.name}.unfinished").write_bytes(b"half")
    said: list[str] = []
    assert component.install(said.append) == folder / compiled.name
    assert said == []
    assert component.version().startswith("3.14.")


def test_a_damaged_component_is_not_used(compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = component.folder()
    folder.mkdir(parents=True)
    (folder / "python.wasm").write_bytes(b"not a component")
    with pytest.raises(ToolchainMissing, match="could not be made: wasmtime"):
        component.install(lambda _: None)
    with pytest.raises(ToolchainMissing):
        component.require()

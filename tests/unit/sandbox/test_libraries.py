import sys
from pathlib import Path

import pytest

from wardian.errors import NoSandbox
from wardian.sandbox import libraries


def test_a_program_needs_its_loader_and_the_c_library() -> None:
    mounts = libraries.of(Path("/bin/sh").resolve())
    assert any(Path(inside).name.startswith("ld-") for inside in mounts)
    assert any("libc.so" in inside for inside in mounts)
    assert all(path.exists() for path in mounts.values())


def test_libraries_can_be_gathered_in_one_folder_but_the_loader_stays() -> None:
    mounts = libraries.of(Path(sys.executable).resolve(), folder="/all")
    outside = [inside for inside in mounts if not inside.startswith("/all/")]
    assert [Path(inside).name.startswith("ld-") for inside in outside] == [True]


def test_what_is_not_a_program_needs_nothing(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no program")
    assert libraries.of(tmp_path / "text") == {}


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ldd = tmp_path / "ldd"
    ldd.write_text("#!/bin/sh\necho '\tlibz3.so.4 => not found'\n")
    ldd.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(NoSandbox, match=r"needs the library libz3\.so\.4"):
        libraries.of(tmp_path / "program")

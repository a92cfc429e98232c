"""A build's name: whatever may change what comes out changes it."""

from __future__ import annotations

import importlib.metadata

import pytest

from wardian import digest
from wardian.model import Language, Profile, Project
from wardian.toolchains import c_commands, rust
from wardian.toolchains.c import C
from wardian.toolchains.registry import toolchains
from wardian.toolchains.wat import Wat

FILES = {"main.c": "int x;", "a.c": ""}


def test_files_language_profile_and_toolchain_each_make_another_build() -> None:
    project = Project(Language.C, FILES)
    builds = [
        digest.of_build(project, Profile.DEBUG, "clang 1"),
        digest.of_build(project, Profile.RELEASE, "clang 1"),
        digest.of_build(project, Profile.DEBUG, "clang 2"),
        digest.of_build(Project(Language.RUST, FILES), Profile.DEBUG, "clang 1"),
        digest.of_build(Project(Language.C, {**FILES, "a.c": "int y;"}), Profile.DEBUG, "clang 1"),
        digest.of_build(Project(Language.C, {**FILES, "b.c": ""}), Profile.DEBUG, "clang 1"),
        digest.of_build(Project(Language.C, {"main.c": "int x;", "b.c": ""}), Profile.DEBUG, "clang 1"),
    ]
    assert len(set(builds)) == len(builds)


def test_the_order_of_files_makes_no_other_build() -> None:
    turned = Project(Language.C, dict(reversed(FILES.items())))
    assert digest.of_build(turned, Profile.DEBUG, "") == digest.of_build(Project(Language.C, FILES), Profile.DEBUG, "")


@pytest.mark.parametrize("language", [Language.C, Language.RUST])
def test_another_flag_of_a_compiler_is_another_toolchain(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    toolchain = toolchains()[language]
    before = toolchain.fingerprint()
    profiles = c_commands._PROFILES if language is Language.C else rust.PROFILES
    monkeypatch.setitem(profiles, Profile.RELEASE, ("-O3",))
    assert toolchain.fingerprint() != before


def test_another_version_of_a_compiler_is_another_toolchain(monkeypatch: pytest.MonkeyPatch) -> None:
    before = (C().folder, Wat().fingerprint())
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "999")
    assert C().folder != before[0]
    assert Wat().fingerprint() != before[1]

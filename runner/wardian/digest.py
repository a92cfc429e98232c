"""Names made from content: the same input has the same name, everywhere and for ever."""

from __future__ import annotations

import hashlib
import json

from wardian.model import Profile, Project


def _sha256(value: object) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def of_project(project: Project) -> str:
    """64 hexadecimal digits that name a project's language and files."""
    binary = [{path: of_bytes(data) for path, data in project.binary.items()}] if project.binary else []
    return _sha256(["project", project.language, dict(project.files), *binary])


def of_sources(project: Project) -> str:
    """16 hexadecimal digits that name the language and the files: under them a site keeps what it built beforehand."""
    return of_project(project)[:16]


def of_build(project: Project, profile: Profile, toolchain: str) -> str:
    """32 hexadecimal digits: a build's id. `toolchain` is its version with everything that decides its output."""
    return _sha256(["build", of_project(project), profile, toolchain])[:32]


def of_bytes(data: bytes) -> str:
    """64 hexadecimal digits: an artifact's sha256."""
    return hashlib.sha256(data).hexdigest()

"""What a project may look like, told in terms of the request: JSON pointers under /files and /binary."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from wardian.errors import InvalidRequest, TooLarge, pointer
from wardian.model import Language, Project
from wardian.units import size

_NONE: Mapping[str, bytes] = MappingProxyType({})
_PATH_BYTES = 200
_SEGMENT_BYTES = 100
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Unicode categories of characters that cannot be seen: control, format, line and paragraph separators."""


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """`bytes` counts paths and texts in UTF-8, and the bytes of the other files."""

    files: int
    bytes: int


def check(
    language: Language, files: Mapping[str, str], limits: SourceLimits, binary: Mapping[str, bytes] = _NONE
) -> Project:
    """The project, if a compiler may be given it. Raises InvalidRequest or TooLarge for the first thing wrong."""
    if not files:
        raise InvalidRequest("/files", f"There are no files. A {language.label} project needs {language.entry}.")
    if len(files) + len(binary) > limits.files:
        raise TooLarge("/files", f"There are {len(files) + len(binary)} files; a project may have {limits.files}.")
    for path, text in files.items():
        _check_path(path, "files")
        _check_text(path, text)
    for path in binary:
        _check_path(path, "binary")
        _check_binary(path, language, files)
    _check_size(files, binary, limits)
    _check_clashes(dict.fromkeys(files, "files") | dict.fromkeys(binary, "binary"))
    if language.entry not in files:
        raise InvalidRequest(
            pointer("files", language.entry),
            f"{language.entry} is missing. It is the file in which a {language.label} project starts.",
        )
    return Project(language, dict(files), dict(binary))


def _check_path(path: str, member: str) -> None:
    problem = _path_problem(path)
    if problem is not None:
        raise InvalidRequest(
            pointer(member, path),
            f"A file's path {problem}. A right one is relative, with / between folders: src/name.h.",
        )


def _path_problem(path: str) -> str | None:
    if path.startswith("/"):
        return "must not start with /"
    if "\\" in path:
        return "must not have a backslash"
    if any(unicodedata.category(character) == "Cs" for character in path):
        return "must be valid Unicode, without halves of surrogate pairs"
    if any(unicodedata.category(character) in _INVISIBLE for character in path):
        return "must not have invisible characters"
    if len(path.encode()) > _PATH_BYTES:
        return f"may be {_PATH_BYTES} bytes long, not {len(path.encode())}"
    problems = (_segment_problem(segment) for segment in path.split("/"))
    return next((problem for problem in problems if problem is not None), None)


def _segment_problem(segment: str) -> str | None:
    """A leading - or @ would be an option or a response file to a compiler."""
    if not segment:
        return "must not be empty or have an empty part"
    if segment in (".", ".."):
        return f"must not have the part {segment}"
    if segment[0] in "-@":
        return f"must not have a part that starts with {segment[0]}"
    if segment != segment.strip():
        return "must not have a part that starts or ends with a space"
    if len(segment.encode()) > _SEGMENT_BYTES:
        return f"may have parts {_SEGMENT_BYTES} bytes long, not {len(segment.encode())}"
    return None


def _check_text(path: str, text: str) -> None:
    """JSON can spell half a character (a lone surrogate), which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequest(
            pointer("files", path),
            f"Character {error.start + 1} is half of a surrogate pair. The text must be valid Unicode.",
        ) from None


def _check_binary(path: str, language: Language, files: Mapping[str, str]) -> None:
    if path in files:
        raise InvalidRequest(pointer("binary", path), f"{path} is among the files of text too; it can be in one only.")
    if PurePosixPath(path).suffix == PurePosixPath(language.entry).suffix:
        raise InvalidRequest(pointer("binary", path), f"{path} is a {language.label} source, so it must be UTF-8 text.")


def _check_size(files: Mapping[str, str], binary: Mapping[str, bytes], limits: SourceLimits) -> None:
    total = sum(len(path.encode()) + len(text.encode()) for path, text in files.items())
    total += sum(len(path.encode()) + len(data) for path, data in binary.items())
    if total > limits.bytes:
        raise TooLarge("/files", f"The files are {size(total)} together; a project may have {size(limits.bytes)}.")


def _check_clashes(members: Mapping[str, str]) -> None:
    """`members` has each path, and where in the request it stands."""
    for path, member in members.items():
        parts = path.split("/")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            if folder in members:
                raise InvalidRequest(
                    pointer(member, path), f"{folder} is a file of this project, so it cannot be a folder too."
                )

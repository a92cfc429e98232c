"""Why the edge refuses or could not do what a program asked for."""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """The same numbers in every language."""

    NOT_GRANTED = 1
    INVALID = 2
    TOO_MANY = 3
    FORBIDDEN_ADDRESS = 4
    UNREACHABLE = 5
    TIMED_OUT = 6
    TOO_LARGE = 7
    NOT_FOUND = 8
    FULL = 9


class Error(Exception):
    """`code` says which kind of error, `message` what happened, in words."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> Error:
    return Error(Code.INVALID, message)

"""Why a host function did not do what a guest asked."""

from __future__ import annotations

from enum import IntEnum

NO_FETCH = (
    "This program may not fetch anything. Whoever deploys it can grant it a host and port: under Permissions in the "
    'playground, or with fetch = ["api.example.org:443"] under [grants] in wardian.toml.'
)
NO_KV = (
    "This program has no key-value store. Whoever deploys it can grant one: under Permissions in the playground, "
    "or with kv = true under [grants] in wardian.toml."
)


class Error(IntEnum):
    """A guest sees it as a negative result, and its name in lower case."""

    NOT_GRANTED = 1
    INVALID = 2
    TOO_MANY = 3
    FORBIDDEN_ADDRESS = 4
    UNREACHABLE = 5
    TIMED_OUT = 6
    TOO_LARGE = 7
    NOT_FOUND = 8
    FULL = 9

    @property
    def label(self) -> str:
        return self.name.lower()


class Refused(Exception):
    """`message` is a sentence for the guest's author."""

    def __init__(self, error: Error, message: str) -> None:
        super().__init__(message)
        self.error = error
        self.message = message

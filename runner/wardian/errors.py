"""What can go wrong, as one tree; the web layer turns each into an RFC 9457 problem.

WardianError
├── InvalidRequest      422  a field of the request is wrong; says which and what would be right
│   └── TooLarge        413  a field is over its limit
├── Unauthorized        401  the token is missing or not this deployment's
├── Blocked             403  the operator has taken it off the edge
├── NotFound            404  no such build, artifact, deployment or share
├── Gone                410  it was there and has expired
├── Conflict            409  the request does not fit the present state
├── Replaced            429  the same editor has asked anew; the newer question is answered
├── TooManyBuilds       429  this client has started too many lately
├── QuotaReached        429  this client holds or has used all that one may
└── Unavailable         503  this host cannot do it now
    ├── QueueFull            too many builds are waiting
    ├── LaneFull             too many checks are waiting
    ├── NoSandbox            programs cannot be compiled safely on this host
    ├── ToolchainMissing     a compiler is not installed
    └── WrongSchema          the database is another version's
"""

from __future__ import annotations

from typing import ClassVar


def pointer(*names: str | int) -> str:
    """The JSON pointer (RFC 6901) to a member of the body."""
    return "".join("/" + str(name).replace("~", "~0").replace("/", "~1") for name in names)


class WardianError(Exception):
    """An expected failure: `detail` is a sentence for the person who caused or met it."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal error"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class InvalidRequest(WardianError):
    """`field` is the RFC 6901 JSON pointer of the offending part of the body, or a header's or parameter's name."""

    status = 422
    title = "Invalid request"

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field


class TooLarge(InvalidRequest):
    status = 413
    title = "Too large"


class Unauthorized(WardianError):
    status = 401
    title = "Not authorised"


class Blocked(WardianError):
    status = 403
    title = "Blocked"


class NotFound(WardianError):
    status = 404
    title = "Not found"


class Gone(WardianError):
    status = 410
    title = "Gone"


class Conflict(WardianError):
    status = 409
    title = "Conflict"


class Replaced(WardianError):
    """`retry_after` is in seconds."""

    status = 429
    title = "Replaced by a newer check"

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class TooManyBuilds(WardianError):
    """`retry_after` is in seconds."""

    status = 429
    title = "Too many builds in a minute"

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class QuotaReached(WardianError):
    """`retry_after` is in seconds; None when waiting alone will not help."""

    status = 429
    title = "Quota reached"

    def __init__(self, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Unavailable(WardianError):
    """`retry_after` is in seconds; None when waiting will not help."""

    status = 503
    title = "Unavailable"

    def __init__(self, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class QueueFull(Unavailable):
    title = "Too many builds are waiting"


class LaneFull(Unavailable):
    title = "Too many checks are waiting"


class NoSandbox(Unavailable):
    title = "No sandbox on this host"


class ToolchainMissing(Unavailable):
    title = "Toolchain not installed"


class WrongSchema(Unavailable):
    title = "Another version's database"

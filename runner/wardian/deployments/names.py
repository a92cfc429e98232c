"""Names of deployments: DNS labels, given by the deployer or made of four random words."""

from __future__ import annotations

import re
import secrets
from functools import cache
from importlib.resources import files

from wardian.errors import InvalidRequest

FRAME = "frame"
"""The edge's own name, under which the playground's sandboxed frame is served."""

_RESERVED = frozenset(
    {
        FRAME,
        "admin",
        "api",
        "app",
        "assets",
        "blog",
        "docs",
        "edge",
        "ftp",
        "health",
        "help",
        "localhost",
        "login",
        "mail",
        "ns1",
        "ns2",
        "root",
        "smtp",
        "static",
        "status",
        "support",
        "wardian",
        "wpad",
        "www",
    }
)
_LABEL = re.compile(r"[a-z](?:[a-z0-9-]{1,61})[a-z0-9]")


@cache
def words() -> tuple[str, ...]:
    return tuple((files(__package__) / "words.txt").read_text().split())


def random_name() -> str:
    """Four words: some 35 bits, so that nobody comes across another's deployment by guessing."""
    return "-".join(secrets.choice(words()) for _ in range(4))


def check(name: str, field: str = "/name") -> str:
    """The name, if a deployment may have it. Raises InvalidRequest that points to `field`."""
    if not _LABEL.fullmatch(name):
        raise InvalidRequest(
            field,
            "A deployment's name has 3 to 63 characters: small letters, digits and hyphens. It starts with a letter "
            "and does not end with a hyphen.",
        )
    if name in _RESERVED or name[2:4] == "--":
        raise InvalidRequest(field, f"The name {name} is reserved: no deployment has it. Choose another one.")
    return name

"""Names of deployments: DNS labels, given by the deployer or made of four random words."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate

from wardian.errors import InvalidRequest

FRAME = "frame"
"""The edge's own name, under which the playground's sandboxed frame is served."""

_RESERVED = frozenset(
    (
        *(FRAME, "wardian", "edge", "playground", "runner", "localhost", "local", "broadcasthost"),
        *("admin", "administrator", "api", "app", "assets", "blog", "cdn", "docs", "health", "help", "static"),
        *("account", "accounts", "auth", "billing", "login", "password", "root", "security", "signin", "status"),
        *("abuse", "hostmaster", "info", "postmaster", "sso", "support", "webmaster"),
        *("ftp", "imap", "mail", "mx", "ns1", "ns2", "ntp", "pop", "smtp", "www", "www1", "www2"),
        *("autoconfig", "autodiscover", "isatap", "wpad"),
    )
)
"""Names that people take for the operator's (RFC 2142 has some of them), and that machines look for by themselves."""
_SHORTEST, _LONGEST = 4, 10
"""Letters of the rude words that are looked for across hyphens: shorter ones are read into anything."""
_LABEL = re.compile(r"[a-z](?:[a-z0-9-]{1,61})[a-z0-9]")


@cache
def words() -> tuple[str, ...]:
    return tuple((files(__package__) / "words.txt").read_text().split())


def random_name() -> str:
    """Four words: some 35 bits, so that nobody comes across another's deployment by guessing."""
    while True:
        chosen = [secrets.choice(words()) for _ in range(4)]
        if not spells_rude(chosen):
            return "-".join(chosen)


def is_rude(text: str) -> bool:
    """Whether it is a word of the list, which is kept as hashes so that nobody has to read it."""
    return hashlib.sha256(text.encode()).hexdigest()[:16] in _rude()


def spells_rude(chosen: Sequence[str]) -> bool:
    """Whether letters before and after a hyphen, read together, are a word that nobody wants in an address."""
    text, ends = "".join(chosen), set(accumulate(map(len, chosen)))
    return any(
        is_rude(text[start:end])
        for start in range(len(text))
        for end in range(start + _SHORTEST, min(start + _LONGEST, len(text)) + 1)
        if any(place in ends for place in range(start + 1, end))
    )


@cache
def _rude() -> frozenset[str]:
    return frozenset((files(__package__) / "rude.txt").read_text().split())


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

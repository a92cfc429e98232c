"""Which content coding a client takes (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import re

SUFFIXES = {"br": ".br", "gzip": ".gz", "identity": ""}
"""The content codings with the ends of their files' names, the one that gives the smallest files first."""

_ALIASES = {"x-gzip": "gzip"}
"""Section 8.4.1.3."""

_WEIGHT = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
"""Section 12.4.2."""

_UNNAMED_IDENTITY = 0.0001
"""Whoever does not speak of identity takes it, and anything that it named rather."""


def accepted(accept_encoding: str) -> list[str]:
    """The codings that an Accept-Encoding header allows, the best first; none when it refuses even identity."""
    qualities = dict(_quality(part) for part in accept_encoding.lower().split(","))
    rest = qualities.get("*", 0.0)
    wanted = {coding: qualities.get(coding, rest) for coding in SUFFIXES}
    if "*" not in qualities:
        wanted["identity"] = qualities.get("identity", _UNNAMED_IDENTITY)
    return sorted((coding for coding in wanted if wanted[coding] > 0), key=lambda coding: -wanted[coding])


def _quality(part: str) -> tuple[str, float]:
    """The two of "gzip;q=0.5". A weight that cannot be read refuses its coding."""
    coding, _, weight = (word.strip() for word in part.partition(";"))
    name = _ALIASES.get(coding, coding)
    if not weight:
        return name, 1.0
    match = _WEIGHT.fullmatch(weight)
    return name, float(match[1]) if match else 0.0

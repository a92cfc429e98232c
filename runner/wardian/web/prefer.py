"""`Prefer: wait=N` (RFC 7240): how long an answer may be held back."""

from __future__ import annotations

import re

LONGEST_S = 30.0
"""Seconds; a longer wish is cut to this, as the RFC allows, so that proxies on the way do not give up first."""

_WAIT = re.compile(r"""(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=$|[,;])""", re.IGNORECASE)


def wait_s(header: str | None) -> float | None:
    """The seconds that are granted, None when none are asked for. A preference that does not parse is ignored."""
    match = _WAIT.search(header or "")
    return min(float(match[1]), LONGEST_S) if match else None


def applied(seconds: float | None) -> dict[str, str]:
    """The headers that tell of it."""
    return {} if seconds is None else {"Preference-Applied": f"wait={seconds:g}"}

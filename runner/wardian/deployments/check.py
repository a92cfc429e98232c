"""Whether what is asked for can be had. Every error is a JSON pointer to the wrong part and what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from wardian.deployments import names, targets
from wardian.deployments.wanted import Wanted
from wardian.errors import InvalidRequest, TooLarge, pointer
from wardian.model import Route
from wardian.units import KIB, size

MOST_TARGETS = 32
MOST_SECRETS = 32
MOST_ROUTES = 64
MOST_THEN = 7
"""With the one that answers these are 8 deployments, the most that a request may come through."""

SECRET_BYTES = 8 * KIB
ALL_SECRETS_BYTES = 64 * KIB
_PATH_BYTES = 200
_SECRET = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_OF_A_REQUEST = frozenset(
    (
        *("AUTH_TYPE", "CONTENT_LENGTH", "CONTENT_TYPE", "GATEWAY_INTERFACE", "HTTPS", "PATH_INFO", "PATH_TRANSLATED"),
        *("QUERY_STRING", "REMOTE_ADDR", "REMOTE_HOST", "REMOTE_IDENT", "REMOTE_PORT", "REMOTE_USER"),
        *("REQUEST_METHOD", "REQUEST_SCHEME", "REQUEST_URI", "SCRIPT_NAME"),
        *("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SERVER_SOFTWARE"),
    )
)
"""RFC 3875 section 4.1, and what servers have added to it since."""


def check(wanted: Wanted) -> None:
    """Raises InvalidRequest or TooLarge for the first thing wrong. Its words do not hold a secret's value."""
    _check_targets(wanted.fetch or ())
    for name, value in wanted.secrets.items():
        _check_secret(name, value)
    _check_routes(wanted.routes or ())


def check_all_secrets(secrets: Mapping[str, str]) -> None:
    """Whether a deployment may have so many. Raises TooLarge."""
    if len(secrets) > MOST_SECRETS:
        raise TooLarge("/secrets", f"There would be {len(secrets)} secrets; a deployment may have {MOST_SECRETS}.")
    together = sum(len(name) + len(value.encode()) for name, value in secrets.items())
    if together > ALL_SECRETS_BYTES:
        raise TooLarge("/secrets", f"The secrets would be larger than {size(ALL_SECRETS_BYTES)} together.")


def _check_targets(fetch: Sequence[str]) -> None:
    if len(fetch) > MOST_TARGETS:
        raise TooLarge(pointer("grants", "fetch"), f"A deployment may fetch from {MOST_TARGETS} hosts and ports.")
    for index, target in enumerate(fetch):
        problem = targets.problem(target)
        if problem is not None:
            raise InvalidRequest(pointer("grants", "fetch", index), f"{target[:300]} {problem}.")


def _check_secret(name: str, value: str | None) -> None:
    field = pointer("secrets", name)
    if not _SECRET.fullmatch(name):
        raise InvalidRequest(
            field, "A secret's name has 1 to 64 capital letters, digits and underscores, and starts with a letter."
        )
    if name in _OF_A_REQUEST or name.startswith("HTTP_"):
        raise InvalidRequest(field, f"{name} tells a program about its request. Give the secret another name.")
    if value is None:
        return
    try:
        length = len(value.encode())
    except UnicodeEncodeError:
        raise InvalidRequest(field, f"The value of {name} has half of a surrogate pair.") from None
    if "\0" in value:
        raise InvalidRequest(field, f"The value of {name} has a NUL character, where a variable would end.")
    if length > SECRET_BYTES:
        raise TooLarge(field, f"The value of {name} is larger than {size(SECRET_BYTES)}.")


def _check_routes(routes: Sequence[Route]) -> None:
    if len(routes) > MOST_ROUTES:
        raise TooLarge("/routes", f"There are {len(routes)} routes; a deployment may have {MOST_ROUTES}.")
    seen: set[str] = set()
    for index, route in enumerate(routes):
        field = pointer("routes", index)
        problem = "has a route already" if route.path in seen else _path_problem(route.path)
        if problem is not None:
            raise InvalidRequest(f"{field}/path", f"{_shown(route.path)} {problem}.")
        seen.add(route.path)
        _check_names(field, route)


def _check_names(field: str, route: Route) -> None:
    names.check(route.to, f"{field}/to")
    if len(route.then) > MOST_THEN:
        raise TooLarge(f"{field}/then", f"An answer may be sent through {MOST_THEN} deployments after the first.")
    for index, name in enumerate(route.then):
        names.check(name, f"{field}/then/{index}")
    if route.on_error is not None:
        names.check(route.on_error, f"{field}/on_error")


def _path_problem(path: str) -> str | None:
    if not path.startswith("/"):
        return "must start with /, as in /shop or /shop/*"
    if "*" in path.removesuffix("/*"):
        return "may have a * only as /* at its end"
    if any(character in path for character in "?#\\"):
        return "must be a path alone, without ?, # or a backslash"
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in path):
        return "must not have invisible characters"
    if len(path.encode()) > _PATH_BYTES:
        return f"is longer than {_PATH_BYTES} bytes"
    if any(part in (".", "..") for part in path.split("/")):
        return "must not have the part . or .."
    return None


def _shown(path: str) -> str:
    return path[:_PATH_BYTES].encode("ascii", "backslashreplace").decode() or "An empty path"

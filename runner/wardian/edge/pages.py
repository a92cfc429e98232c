"""What the edge itself answers, as a page for people or as problem+json (RFC 9457) for programs that prefer it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

_templates = Environment(
    loader=PackageLoader("wardian.edge"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TAIL = 8 * 1024

_HEADERS = (
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"),
    ("x-content-type-options", "nosniff"),
)

Answer = tuple[int, list[tuple[str, str]], bytes]
"""Status, headers and body, as granian takes them."""


@dataclass(frozen=True, slots=True)
class Page:
    """`detail` says what happened, `advice` what to do, `stderr` is what the program last wrote there.
    `stdout` is what it wrote instead of a response, which only programs are told."""

    status: int
    title: str
    detail: str
    advice: str = ""
    stderr: str = ""
    stdout: str = ""


def answer(page: Page, accept: str) -> Answer:
    """`accept` is the request's Accept header."""
    if prefers_json(accept):
        members = {name: value for name, value in asdict(page).items() if value != ""}
        body = json.dumps({"type": "about:blank", **members}, ensure_ascii=False).encode()
        return page.status, [("content-type", "application/problem+json"), *_HEADERS], body
    html = _templates.get_template("error.html").render(page=page)
    return page.status, [("content-type", "text/html; charset=utf-8"), *_HEADERS], html.encode()


def tail(stderr: bytes) -> str:
    """The end of a program's stderr, from the start of a line."""
    if len(stderr) > _TAIL:
        stderr = stderr[-_TAIL:].partition(b"\n")[2] or stderr[-_TAIL:]
    return stderr.decode(errors="replace").strip("\n")


def prefers_json(accept: str) -> bool:
    """Whether JSON is wanted more than HTML (RFC 9110 section 12.5.1)."""
    weights = dict(_weight(part) for part in accept.lower().split(",") if part.strip())
    json_weight = max(weights.get(kind, 0.0) for kind in ("application/json", "application/problem+json"))
    html_weight = max(weights.get(kind, 0.0) for kind in ("text/html", "application/xhtml+xml"))
    return json_weight > html_weight


def _weight(part: str) -> tuple[str, float]:
    kind, *parameters = (item.strip() for item in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return kind, float(parameter[2:])
            except ValueError:
                return kind, 0.0
    return kind, 1.0

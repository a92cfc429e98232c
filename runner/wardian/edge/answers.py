"""From what came of a guest to what its visitor gets."""

from __future__ import annotations

from wardian.edge import cgi, pages
from wardian.edge.outcome import Kind, Outcome
from wardian.edge.pages import Answer, Page

_TITLES = {
    Kind.TRAPPED: (502, "The program crashed"),
    Kind.UNANSWERED: (502, "The program did not answer"),
    Kind.CPU_LIMIT: (504, "The program took too long"),
    Kind.WALL_LIMIT: (504, "The program took too long"),
    Kind.MEMORY_LIMIT: (502, "The program needs too much memory"),
    Kind.OUTPUT_LIMIT: (502, "The response is too large"),
}
_CGI = (
    "A response begins with headers, such as Content-Type: text/html, then has an empty line, and then the body. "
    "A program that was not written to answer requests can be run in the playground instead."
)
_FRAMED = (
    ("cross-origin-embedder-policy", "credentialless"),
    ("cross-origin-resource-policy", "cross-origin"),
)


def of_outcome(outcome: Outcome, request: cgi.Request) -> Answer:
    """The guest's response, or the page that says why there is none, with what the run cost as Server-Timing."""
    if outcome.kind is Kind.EXITED:
        status, headers, body = _response(outcome, request)
    else:
        code, title = _TITLES[outcome.kind]
        status, headers, body = pages.answer(
            Page(code, title, outcome.message, stderr=pages.tail(outcome.stderr)), request.accept
        )
    headers.append(("server-timing", _timing(outcome)))
    return status, headers, body


def _response(outcome: Outcome, request: cgi.Request) -> Answer:
    try:
        response = cgi.parse(outcome.stdout, to_head=request.method == "HEAD")
    except cgi.Malformed as error:
        written = outcome.stdout.decode(errors="replace")
        page = Page(502, "The program did not answer", _why(outcome, error), _CGI, pages.tail(outcome.stderr), written)
        return pages.answer(page, request.accept)
    return response.status, list(response.headers), response.body


def _why(outcome: Outcome, error: cgi.Malformed) -> str:
    if outcome.exit_code:
        return f"It exited with code {outcome.exit_code}, and what it wrote is not a response. {error}"
    return f"What it wrote is not a response. {error}"


def _timing(outcome: Outcome) -> str:
    """Times in milliseconds, all else in words (W3C Server Timing)."""
    times = (
        f"instantiate;dur={outcome.instantiate_us / 1000:.3f}, "
        f"cpu;dur={outcome.cpu_us / 1000:.3f}, total;dur={outcome.total_us / 1000:.3f}, "
        f'memory;desc="memory {outcome.peak_memory} bytes"'
    )
    return times if outcome.fuel is None else f'{times}, fuel;desc="fuel {outcome.fuel}"'


def for_frame(answer: Answer) -> Answer:
    """The answer with what lets a cross-origin isolated page show it in an iframe, unless it says otherwise itself."""
    status, headers, body = answer
    named = {name for name, _ in headers}
    return status, [*headers, *((name, value) for name, value in _FRAMED if name not in named)], body

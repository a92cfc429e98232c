"""The pages that the edge answers itself, in a guest's stead."""

from __future__ import annotations

from wardian.edge import pages
from wardian.edge.pages import Answer, Page
from wardian.model import Deployment
from wardian.units import size

BAD_HOST = Page(400, "Bad request", "The request does not say, in one Host header, which deployment it is for.")
BAD_PATH = Page(400, "Bad request", "The request's path holds a NUL character.")
BROKEN = Page(400, "The request is incomplete", "Its body ends too early, or it is not well-formed.")
NOTHING = Page(404, "Nothing here", "This is Wardian's edge. Deployed programs have addresses of their own on it.")
NO_METHOD = Page(501, "Not served", "The methods CONNECT and TRACE concern servers between two others; this is none.")

_ONLY_READ = Page(405, "Only to be read", "This is a file of the deployment's assets; use GET or HEAD.")
_BUSY = Page(
    503,
    "The edge is busy",
    "So many programs run at this moment that there is no room for another one.",
    "Try again in a moment.",
)
_DRAINING = Page(
    503,
    "The edge is stopping",
    "It finishes the requests that it has begun and takes no new ones.",
    "Try again in a moment; a restart takes a few seconds.",
)
_BUSY_S, _DRAINING_S, _AWAY_S = 1, 5, 5


class NoGuest(Exception):
    """A deployment cannot be asked; `page` says why."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.detail)
        self.page = page


def unknown(name: str) -> Page:
    return Page(
        404,
        "No such deployment",
        f"Nothing is deployed under the name {name}.",
        "Check the address. A deployment that expired more than a week ago is forgotten.",
    )


def out_of_reach(name: str) -> Page:
    """With a time to come back, as `instead` answers it."""
    return Page(
        503,
        "The edge cannot look this up",
        f"The database does not answer, and {name} was not asked for here before.",
        "Try again in a moment.",
    )


def expired(deployment: Deployment, public_url: str) -> Page:
    return Page(
        410,
        "This deployment has expired",
        f"{deployment.name} was served until {deployment.expires_at:%Y-%m-%d %H:%M} UTC.",
        f"Whoever deployed it can build the program again at {public_url} and deploy it once more.",
    )


def blocked(name: str, reason: str) -> Page:
    return Page(
        403,
        "This deployment is blocked",
        f"Whoever runs this server has blocked {name} or its program. The reason given: {reason}",
        "Whoever deployed it can write to whoever runs this server, or delete it.",
    )


def not_signed(name: str, why: str) -> Page:
    return Page(
        502,
        "This deployment is not as it was signed",
        f"{name} is not served, since {why}.",
        "Something other than this runner has changed it, or the edge has another runner's keys. "
        "Whoever deployed it can deploy it anew; the operator's guide says more.",
    )


def looping(most: int) -> Page:
    return Page(
        508,
        "Loop detected",
        f"The request has come through {most} deployments, one asking the next; that is the edge's limit.",
        "A deployment that fetches itself, or a route that leads back to where it began, never ends otherwise.",
    )


def out_of_time(seconds: float) -> Page:
    return Page(
        504,
        "The request took too long",
        f"It and the deployments that were asked before this one have used up its {seconds:g} s; that is the edge's "
        "limit.",
    )


def too_large(most: int) -> Page:
    return Page(413, "The request is too large", f"Its body is larger than {size(most)}; that is the edge's limit.")


def too_slow(seconds: float) -> Page:
    return Page(
        408, "The request is too slow", f"Its body did not come within {seconds:g} s; that is the edge's limit."
    )


def instead(page: Page, accept: str) -> Answer:
    """The page of NoGuest."""
    answer = pages.answer(page, accept)
    return _with(answer, ("retry-after", str(_AWAY_S))) if page.status == 503 else answer


def busy(accept: str) -> Answer:
    return _with(pages.answer(_BUSY, accept), ("retry-after", str(_BUSY_S)))


def draining(accept: str) -> Answer:
    return _with(pages.answer(_DRAINING, accept), ("retry-after", str(_DRAINING_S)), ("connection", "close"))


def only_read(accept: str) -> Answer:
    return _with(pages.answer(_ONLY_READ, accept), ("allow", "GET, HEAD"))


def closing(page: Page, accept: str) -> Answer:
    """The rest of the request's body is not read, so the connection cannot go on."""
    return _with(pages.answer(page, accept), ("connection", "close"))


def _with(answer: Answer, *more: tuple[str, str]) -> Answer:
    status, headers, body = answer
    return status, [*headers, *more], body

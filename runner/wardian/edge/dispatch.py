"""From a deployment's name and a request to the answer, wherever the request comes from."""

from __future__ import annotations

from datetime import UTC, datetime

from wardian.deployments.directory import Directory
from wardian.edge import answers, cgi, pages
from wardian.edge.compile import NotDeployable
from wardian.edge.pages import Answer, Page
from wardian.edge.programs import Programs
from wardian.edge.receipts import Recorder
from wardian.errors import NotFound, Unavailable
from wardian.model import Deployment

_BAD_PATH = Page(400, "Bad request", "The request's path holds a NUL character.")


class Dispatcher:
    """One process's: it and what it is given belong to the event loop."""

    def __init__(self, directory: Directory, programs: Programs, recorder: Recorder, public_url: str) -> None:
        """`public_url` is where visitors find the playground."""
        self._directory = directory
        self._programs = programs
        self._recorder = recorder
        self._public_url = public_url

    async def answer(self, name: str, request: cgi.Request) -> Answer:
        """What the deployment says, or a page that says why it says nothing."""
        deployment = self._directory.find(name)
        if deployment is None:
            return pages.answer(_unknown(name), request.accept)
        if deployment.expires_at <= datetime.now(UTC):
            return pages.answer(_expired(deployment, self._public_url), request.accept)
        if "\0" in request.path:
            return pages.answer(_BAD_PATH, request.accept)
        try:
            run = await self._programs.get(deployment.artifact)
        except (NotDeployable, NotFound, Unavailable) as error:
            return pages.answer(Page(502, "The program cannot be started", str(error)), request.accept)
        outcome = run(cgi.environment(request), request.body)
        answer = answers.of_outcome(outcome, request)
        self._recorder.record(deployment, request, answer, outcome)
        return answer


def _unknown(name: str) -> Page:
    return Page(
        404,
        "No such deployment",
        f"Nothing is deployed under the name {name}.",
        "Check the address. A deployment that expired more than a week ago is forgotten.",
    )


def _expired(deployment: Deployment, public_url: str) -> Page:
    return Page(
        410,
        "This deployment has expired",
        f"{deployment.name} was served until {deployment.expires_at:%Y-%m-%d %H:%M} UTC.",
        f"Whoever deployed it can build the program again at {public_url} and deploy it once more.",
    )

"""From a deployment's name and a request to the answer, wherever the request comes from (decision 0018)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from wardian.deployments.directory import Directory
from wardian.edge import answers, assets, cgi, notices, pages, routes
from wardian.edge.assets import Assets, File
from wardian.edge.chain import Chain, OutOfTime
from wardian.edge.compile import NotDeployable
from wardian.edge.figures import Figures
from wardian.edge.hosts import Hosts
from wardian.edge.lanes import Lanes
from wardian.edge.notices import NoGuest
from wardian.edge.outcome import Busy, Outcome
from wardian.edge.pages import Answer, Page
from wardian.edge.powers.granter import Granter
from wardian.edge.powers.powers import Powers
from wardian.edge.programs import Programs
from wardian.edge.receipts import Recorder
from wardian.errors import NotFound, Unavailable
from wardian.model import Artifact, Deployment
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.keys import BadSignature, Keys
from wardian.storage.reach import Lost, Reach

_Start = Callable[[Powers | None, float | None], Outcome]

Known = dict[str, Record]
"""What one request has found by name: it meets no two versions of a deployment."""


class Dispatcher:
    """One process's. It belongs to the event loop."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        artifacts: Artifacts,
        programs: Programs,
        recorder: Recorder,
        figures: Figures,
        hosts: Hosts,
    ) -> None:
        self._settings = settings
        keys = Keys.of(settings.signing_keys, settings.verify_keys, settings.data)
        self.reach = Reach(database)
        self._directory = Directory(DeploymentRecords(database), keys, self.reach)
        self._programs = programs
        self._recorder = recorder
        self._figures = figures
        programs.found.update(figures.found)
        figures.found = programs.found
        self._assets = Assets(artifacts)
        self._lanes = Lanes(settings.edge_threads)
        self._granter = Granter(settings, database, hosts, self.answer)

    def close(self) -> None:
        self._lanes.close()
        self._granter.close()
        self.reach.close()

    async def answer(self, name: str, request: cgi.Request, chain: Chain) -> Answer:
        """What the deployment says, or a page that says why it says nothing."""
        if "\0" in request.path:
            return pages.answer(notices.BAD_PATH, request.accept)
        try:
            return await self._visit(await self._find(name, chain), request, chain)
        except NoGuest as error:
            return notices.instead(error.page, request.accept)

    async def _find(self, name: str, chain: Chain) -> Record:
        """Raises NoGuest."""
        if chain.hops and chain.looping:
            raise NoGuest(notices.looping(chain.most_hops))
        try:
            record = await self._directory.record(name)
        except Lost as error:
            raise self._refused("no_database", notices.out_of_reach(name)) from error
        except BadSignature as error:
            raise self._refused("not_signed", notices.not_signed(name, str(error))) from error
        if record is None:
            raise self._refused("unknown", notices.unknown(name))
        if record.blocked is not None:
            raise self._refused("blocked", notices.blocked(name, record.blocked))
        if record.deployment.expires_at <= datetime.now(UTC):
            raise self._refused("expired", notices.expired(record.deployment, self._settings.public_url))
        return record

    def _refused(self, why: str, page: Page) -> NoGuest:
        self._figures.refuse(why)
        return NoGuest(page)

    async def _visit(self, record: Record, request: cgi.Request, chain: Chain, known: Known | None = None) -> Answer:
        deployment = record.deployment
        if deployment.assets is not None and request.path.startswith(assets.PREFIX):
            file = await self._file(deployment.assets, request.path)
            if file is not None:
                return file.answer(request)
        if deployment.routes:
            route = routes.match(deployment.routes, request.path)
            if route is not None:
                asked = partial(self._ask, record, known or {deployment.name: record})
                return await routes.follow(route, request, chain, asked)
        return await self._run(record, request, chain)

    async def _file(self, zipped: Artifact, path: str) -> File | None:
        try:
            return await self._assets.find(zipped, path)
        except NotFound as error:
            raise NoGuest(Page(502, "The file cannot be served", str(error))) from error

    async def _ask(self, asking: Record, known: Known, name: str, request: cgi.Request, chain: Chain) -> Answer:
        """A step of a route. A deployment that names itself there means its program, not its routes."""
        if name not in known or chain.looping:
            known[name] = await self._find(name, chain)
        if name == asking.deployment.name:
            return await self._run(asking, request, chain)
        return await self._visit(known[name], request, chain, known)

    async def _run(self, record: Record, request: cgi.Request, chain: Chain) -> Answer:
        deployment = record.deployment
        try:
            run = await self._programs.get(deployment.artifact)
        except (NotDeployable, NotFound, Unavailable) as error:
            raise self._refused("not_started", Page(502, "The program cannot be started", str(error))) from error
        environment = {**record.secrets, **cgi.environment(request)} if record.secrets else cgi.environment(request)
        powers = self._granter.powers(deployment, chain)
        pace = self._lanes.pace(deployment.artifact.sha256)
        try:
            if powers is None and pace.soon:
                outcome = run(environment, request.body, None, chain.wall_s())
            else:
                outcome = await self._run_on_thread(deployment, chain, powers, partial(run, environment, request.body))
        except Busy:
            self._figures.refuse("busy")
            return notices.busy(request.accept)
        except OutOfTime as error:
            raise self._refused("out_of_time", notices.out_of_time(self._settings.edge_wall_s)) from error
        pace.note(outcome.cpu_us)
        answer = answers.of_outcome(outcome, request)
        self._recorder.record(deployment, request, answer, outcome, powers.calls if powers else (), chain.hops)
        return answer

    async def _run_on_thread(self, deployment: Deployment, chain: Chain, powers: Powers | None, run: _Start) -> Outcome:
        if powers is None:
            left_s = max(0.0, chain.deadline - time.monotonic())
            return await self._lanes.work(deployment.id, lambda: run(None, chain.wall_s()), left_s)
        return await self._lanes.wait(deployment.id, partial(_with_powers, run, powers, chain))


def _with_powers(run: _Start, powers: Powers, chain: Chain) -> Outcome:
    try:
        return run(powers, chain.wall_s())
    finally:
        powers.close_all()

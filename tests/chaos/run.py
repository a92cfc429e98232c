"""Several machines' worth of processes on PostgreSQL and S3, under load, while somebody kills them or the database."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from tests import postgresql, s3
from tests.chaos.clients import Clients
from tests.chaos.nodes import kept, killing
from tests.chaos.records import Ends, watched

_LONGEST_S = 3600


@dataclass(frozen=True)
class Plan:
    """`kill_every_s` 0 kills nobody. After half of the builds the database is gone for `outage_s`, if that is not 0.

    One more build is asked for meanwhile: all who asked before may be waiting, and are told nothing of it.
    """

    builds: int
    clients: int = 12
    webs: int = 3
    workers: int = 2
    kill_every_s: float = 0.0
    outage_s: float = 0.0
    lease_s: float = 15.0
    seed: int = 0


@dataclass
class Outcome:
    """`answers` counts what clients were told, `wrong` tells of what must not be."""

    seconds: float
    killed: Counter[str]
    answers: Counter[str]
    statuses: Counter[str]
    again: int
    ends: Ends
    wrong: list[str] = field(default_factory=list)


def run(plan: Plan) -> Outcome:
    with ExitStack() as stack:
        database = stack.enter_context(postgresql.running())
        storage = stack.enter_context(s3.running())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = database.migrated()
        environ = {
            **storage.environ,
            "WARDIAN_DATABASE": url,
            "WARDIAN_STORAGE": storage.bucket(),
            "WARDIAN_BUILD_LEASE_S": str(plan.lease_s),
        }
        records = stack.enter_context(watched(url))
        roles = ["web"] * plan.webs + ["worker"] * plan.workers
        nodes = [stack.enter_context(kept(role, folder / str(number), environ)) for number, role in enumerate(roles)]
        for node in nodes:
            node.until_ready()
        clients = stack.enter_context(closing(Clients([node.url for node in nodes if node.role == "web"])))
        started = time.monotonic()
        pool = stack.enter_context(ThreadPoolExecutor(plan.clients))
        latecomer = stack.enter_context(ThreadPoolExecutor(1))
        with killing(nodes, plan.kill_every_s, plan.seed) as killed:
            asked = [pool.submit(clients.build, number) for number in range(plan.builds)]
            asked[plan.builds // 2].result(_LONGEST_S)
            if plan.outage_s:
                database.stop()
                asked.append(latecomer.submit(clients.build, plan.builds))
                time.sleep(plan.outage_s)
                database.start()
            for each in asked:
                each.result(_LONGEST_S)
        seconds = time.monotonic() - started
        for node in nodes:
            node.until_ready()
        ends = records.ends()
        wrong = [*clients.wrong, *ends.wrong(clients.acknowledged, clients.told), *clients.missing_artifacts()]
        statuses = Counter(status for status, _ in clients.told.values())
        return Outcome(seconds, killed, clients.answers, statuses, clients.again, ends, wrong)

"""Where a run's powers come from: one granter in each process of the edge."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from wardian.edge.cgi import Request
from wardian.edge.chain import Chain
from wardian.edge.hosts import Hosts
from wardian.edge.pages import Answer
from wardian.edge.powers.powers import Powers
from wardian.model import Deployment
from wardian.settings import Settings
from wardian.storage.database import Database

Inside = Callable[[str, Request, Chain], Awaitable[Answer]]
"""Answers a request for the deployment of that name in this process, without a socket. The chain is one hop deeper."""


class Granter:
    def __init__(self, settings: Settings, database: Database, hosts: Hosts, inside: Inside) -> None:
        self._settings = settings

    def powers(self, deployment: Deployment, chain: Chain, client: str) -> Powers | None:
        """For one run; None if the deployment was granted nothing. `client` is the visitor's address.

        To be called on the event loop, where the fetches' network work will be done.
        """
        if not deployment.grants.fetch and not deployment.grants.kv:
            return None
        return Powers(deployment.id, deployment.grants, chain)

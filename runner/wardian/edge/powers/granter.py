"""Where a run's powers come from: one granter in each process of the edge."""

from __future__ import annotations

import asyncio

from wardian.edge.chain import Chain
from wardian.edge.hosts import Hosts
from wardian.edge.powers.fetcher import Fetcher, Permit
from wardian.edge.powers.fetches import Fetches, FetchLimits
from wardian.edge.powers.inside import Inside, Neighbours
from wardian.edge.powers.keys import Keys
from wardian.edge.powers.log import Log
from wardian.edge.powers.powers import Powers
from wardian.model import Deployment
from wardian.settings import Settings
from wardian.storage.database import Database
from wardian.storage.kv import Caps, KeyValues


class Granter:
    def __init__(self, settings: Settings, database: Database, hosts: Hosts, inside: Inside) -> None:
        self._fetcher = Fetcher(Neighbours(hosts, inside), settings.edge_fetch_networks)
        self._limits = FetchLimits(settings.edge_fetch_s, settings.edge_request, settings.edge_fetch_response)
        caps = Caps(settings.edge_kv_keys, settings.edge_kv_value, settings.edge_kv_bytes)
        self._values = KeyValues(database, caps)
        self._calls = settings.edge_kv_calls

    def close(self) -> None:
        self._fetcher.close()

    def powers(self, deployment: Deployment, chain: Chain) -> Powers | None:
        """For one run; None if the deployment was granted nothing.

        To be called on the event loop, where the fetches' network work will be done.
        """
        grants = deployment.grants
        if not grants.fetch and not grants.kv:
            return None
        log = Log()
        permit = Permit(deployment.id, grants.fetch, chain)
        fetches = Fetches(self._fetcher, permit, self._limits, asyncio.get_running_loop(), log)
        keys = Keys(self._values, deployment.id if grants.kv else None, self._calls, log)
        return Powers(fetches, keys, log.calls)

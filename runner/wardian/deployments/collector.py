"""Forgets deployments that nobody has renewed, and the modules that none needs."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from functools import partial

from wardian.edge.modules import Modules
from wardian.storage.database import GONE
from wardian.storage.deployments import DeploymentRecords
from wardian.threads import to_its_end

GRACE = timedelta(days=7)
"""How long an expired name answers 410, and can be revived with its token, before it is free again."""

_log = logging.getLogger(__name__)


class Collector:
    def __init__(self, records: DeploymentRecords, modules: Modules) -> None:
        self._records = records
        self._modules = modules

    async def collect(self) -> int:
        """Forget deployments that expired longer than GRACE ago, and modules of no kept version; says how many."""
        collected = await to_its_end(partial(self._records.remove_expired, datetime.now(UTC) - GRACE))
        needed = await to_its_end(self._records.artifacts)
        await to_its_end(partial(self._modules.keep_only, needed))
        return collected

    async def collect_regularly(self, every_s: float = 3600) -> None:
        """Collect for ever; cancel to end."""
        while True:
            try:
                collected = await self.collect()
            except GONE as error:
                _log.warning("expired deployments were not collected: %s", error)
                collected = 0
            if collected:
                _log.info("collected %d expired deployments", collected)
            await asyncio.sleep(every_s)

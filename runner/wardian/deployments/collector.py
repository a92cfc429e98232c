"""Forgets deployments that nobody has renewed, and the modules that none needs."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from wardian.edge.modules import Modules
from wardian.storage.deployments import DeploymentRecords

GRACE = timedelta(days=7)
"""How long an expired name answers 410, and can be revived with its token, before it is free again."""

_log = logging.getLogger(__name__)


class Collector:
    def __init__(self, records: DeploymentRecords, modules: Modules) -> None:
        self._records = records
        self._modules = modules

    async def collect(self) -> int:
        """Forget deployments that expired longer than GRACE ago, and modules of no kept version; says how many."""
        collected = await asyncio.to_thread(self._records.remove_expired, datetime.now(UTC) - GRACE)
        needed = await asyncio.to_thread(self._records.artifacts)
        await asyncio.to_thread(self._modules.keep_only, needed)
        return collected

    async def collect_regularly(self, every_s: float = 3600) -> None:
        """Collect for ever; cancel to end."""
        while True:
            collected = await self.collect()
            if collected:
                _log.info("collected %d expired deployments", collected)
            await asyncio.sleep(every_s)

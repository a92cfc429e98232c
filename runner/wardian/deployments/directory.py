"""Which deployment a name leads to, as a server of requests sees it."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass

from wardian.deployments import signatures
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.keys import BadSignature, Keys
from wardian.storage.reach import Lost, Reach

LEASE_S = 0.1
"""How long a server may go on with what it read of a name: whoever changes a name waits as long before saying so."""

_MOST_LEASES = 4096
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Lease:
    """`refused` is why the record is not to be served, None when it is as it was signed."""

    until: float
    record: Record
    refused: str | None


class Directory:
    """Reads a name's record at most once in LEASE_S; unknown names are looked up each time.

    A record's signature is checked when it is read first and whenever it has changed. While the database is lost, what
    was read last goes on.
    """

    def __init__(self, records: DeploymentRecords, keys: Keys, reach: Reach) -> None:
        self._records = records
        self._keys = keys
        self._reach = reach
        self._leases: dict[str, _Lease] = {}
        self._reading: dict[str, tuple[float, asyncio.Task[_Lease | None]]] = {}

    async def record(self, name: str) -> Record | None:
        """Expired deployments are found too, until they are collected, and blocked ones, which may be unsigned.

        Raises BadSignature, and Lost for a name that was not read before the database was.
        """
        asked = time.monotonic()
        lease = self._leases.get(name)
        if lease is None or asked >= lease.until:
            lease = await self._read(name, asked)
        if lease is None:
            return None
        if lease.refused is not None and lease.record.blocked is None:
            raise BadSignature(lease.refused)
        return lease.record

    async def _read(self, name: str, asked: float) -> _Lease | None:
        """With others who ask for the same name; what began longer ago than a lease lasts is too old to share."""
        began, reading = self._reading.get(name, (0.0, None))
        if reading is None or asked >= began + LEASE_S:
            reading = asyncio.create_task(self._renew(name, asked))
            self._reading[name] = asked, reading
            reading.add_done_callback(lambda done: self._forget(name, done))
        return await asyncio.shield(reading)

    def _forget(self, name: str, done: asyncio.Task[_Lease | None]) -> None:
        if self._reading[name][1] is done:
            del self._reading[name]

    async def _renew(self, name: str, asked: float) -> _Lease | None:
        try:
            record = await self._reach.ask(lambda: self._records.find(name))
        except Lost:
            if name not in self._leases:
                raise
            return self._leases[name]
        if record is None:
            self._leases.pop(name, None)
            return None
        return self._leased(name, record, self._leases.get(name), asked)

    def _leased(self, name: str, record: Record, former: _Lease | None, asked: float) -> _Lease:
        if len(self._leases) >= _MOST_LEASES:
            self._leases = {name: lease for name, lease in self._leases.items() if asked < lease.until}
        if former is not None and former.refused is None and former.record == record:
            refused = None
        else:
            refused = self._refused(name, record, former)
        self._leases[name] = _Lease(asked + LEASE_S, record, refused)
        return self._leases[name]

    def _refused(self, name: str, record: Record, former: _Lease | None) -> str | None:
        """Said in the log once for each change."""
        try:
            signatures.check(record, self._keys)
        except BadSignature as error:
            if former is None or former.refused is None or former.record != record:
                _log.error("%s is not served: %s", name, error)
            return str(error)
        return None

"""Which deployment a name leads to, as a server of requests sees it."""

from __future__ import annotations

import time

from wardian.storage.deployments import DeploymentRecords, Record

LEASE_S = 0.1
"""How long a server may go on with what it read of a name: whoever changes a name waits as long before saying so."""

_MOST_LEASES = 4096


class Directory:
    """Reads a name's record at most once in LEASE_S; unknown names are looked up each time."""

    def __init__(self, records: DeploymentRecords) -> None:
        self._records = records
        self._leases: dict[str, tuple[float, Record]] = {}

    def record(self, name: str) -> Record | None:
        """Expired deployments are found too, until they are collected. Blocks on the database; see `Database`."""
        asked = time.monotonic()
        lease = self._leases.get(name)
        if lease is not None and asked < lease[0]:
            return lease[1]
        record = self._records.find(name)
        if record is None:
            self._leases.pop(name, None)
            return None
        if len(self._leases) >= _MOST_LEASES:
            self._leases = {name: lease for name, lease in self._leases.items() if asked < lease[0]}
        self._leases[name] = (asked + LEASE_S, record)
        return record

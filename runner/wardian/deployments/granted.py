"""What a deployment may do after somebody has asked for it."""

from __future__ import annotations

from dataclasses import replace

from wardian.deployments.check import check_all_secrets
from wardian.deployments.wanted import Wanted
from wardian.model import Grants
from wardian.storage.deployments import Record


def granted(record: Record, wanted: Wanted) -> Record:
    """The record with what is wanted changed and the rest as it is. Raises TooLarge for too many secrets."""
    named = {**record.secrets, **wanted.secrets}
    values = {name: value for name, value in named.items() if value is not None}
    check_all_secrets(values)
    former = record.deployment
    grants = Grants(
        fetch=former.grants.fetch if wanted.fetch is None else tuple(dict.fromkeys(wanted.fetch)),
        kv=former.grants.kv if wanted.kv is None else wanted.kv,
        secrets=tuple(sorted(values)),
    )
    routes = former.routes if wanted.routes is None else wanted.routes
    return replace(record, deployment=replace(former, grants=grants, routes=routes), secrets=values)

"""What is signed of a deployment, in one spelling: nothing is served that the runner did not write so."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from wardian.model import Deployment, Version
from wardian.storage import served
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.keys import BadSignature, Keys


def signed(record: Record, keys: Keys) -> Record:
    """The record with the signatures of the deployment and of the version that is written with it."""
    deployment = record.deployment
    return replace(
        record,
        signature=keys.sign(of_record(record)),
        version_signature=keys.sign(of_version(deployment, deployment.version)),
    )


def check(record: Record, keys: Keys) -> None:
    """Raises BadSignature."""
    keys.verify(of_record(record), record.signature)


def check_version(deployment: Deployment, version: Version, keys: Keys) -> None:
    """Whether the deployment once served that. Raises BadSignature."""
    keys.verify(of_version(deployment, version.number, version), version.signature)


def sign_all(records: DeploymentRecords, keys: Keys, *, unsigned: bool) -> tuple[int, list[str]]:
    """Sign all that is signed rightly with the key that signs now, or with `unsigned` what has no signature.

    Says how many deployments were signed, and the names of those that were not.
    """
    count, refused = 0, []
    for record in records.all():
        try:
            if not (unsigned and record.signature == ""):
                check(record, keys)
        except BadSignature:
            refused.append(record.deployment.name)
            continue
        renewed = {
            version.number: keys.sign(of_version(record.deployment, version.number, version))
            for version in records.versions(record.deployment)
            if _trusted(record.deployment, version, keys, unsigned=unsigned)
        }
        records.sign(signed(record, keys), renewed)
        count += 1
    return count, refused


def _trusted(deployment: Deployment, version: Version, keys: Keys, *, unsigned: bool) -> bool:
    if unsigned and version.signature == "":
        return True
    try:
        check_version(deployment, version, keys)
    except BadSignature:
        return False
    return True


def of_record(record: Record) -> bytes:
    """The digests, all that was granted with the secrets' values, and whose it is: nothing of it fits another one."""
    deployment = record.deployment
    statement = {
        **served.columns(deployment),
        "name": deployment.name,
        "id": deployment.id,
        "version": deployment.version,
        "secrets": dict(record.secrets),
    }
    return _spelled("wardian deployment 1", statement)


def of_version(deployment: Deployment, number: int, version: Version | None = None) -> bytes:
    """Secrets are no part of a version."""
    statement = {**served.columns(version or deployment), "id": deployment.id, "version": number}
    return _spelled("wardian version 1", statement)


def _spelled(kind: str, statement: dict[str, Any]) -> bytes:
    """JSON in ASCII, names in order and no spaces. All numbers are whole, so each has one spelling.

    What it is for comes first: a signature of the one kind is none of the other.
    """
    return f"{kind}\n{json.dumps(statement, sort_keys=True, separators=(',', ':'))}".encode("ascii")

"""What is deployed: whether it is as it was signed, and whether it is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from obstore.exceptions import BaseError

from wardian.cli.doctor.finding import Finding, failed, fine, skipped, warning
from wardian.deployments import signatures as signed
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.deployments import Record
from wardian.storage.keys import BadKey, BadSignature, Keys


def signatures(settings: Settings, records: Collection[Record]) -> Iterator[Finding]:
    try:
        keys = Keys.of(settings.signing_keys, settings.verify_keys, settings.data)
    except BadKey as error:
        yield failed("signatures", str(error), "Correct WARDIAN_SIGNING_KEYS and WARDIAN_VERIFY_KEYS.")
        return
    if settings.database and keys.file is not None:
        yield warning(
            "keys",
            "The records are in PostgreSQL, and the key that signs is in this machine's data folder.",
            "One machine may have it so. Others that deploy or serve need the same key: `wardian keys new`.",
        )
    refused: dict[str, str] = {}
    for record in records:
        try:
            signed.check(record, keys)
        except BadSignature as error:
            refused[record.deployment.name] = str(error)
    if refused:
        name, why = next(iter(refused.items()))
        yield failed(
            "signatures",
            f"{len(refused)} of {len(records)} deployments are not served: of {name}, {why}.",
            "If the key has changed, give this machine the former one as well and run `wardian keys sign`; "
            "if not, somebody else writes to the database.",
        )
    else:
        yield fine("signatures", f"All {len(records)} deployments are as they were signed.")


def artifacts(settings: Settings, records: Collection[Record]) -> Iterator[Finding]:
    """Whether the program and the files of each deployment are in the storage, as its list of objects says."""
    where = settings.storage or str(settings.data / "artifacts")
    try:
        there = {kept.name for kept in Artifacts.of(settings.storage, settings.data).kept()}
    except (BaseError, OSError, ValueError):
        yield skipped("artifacts", f"{where} does not tell what it has; see at storage.")
        return
    lost = [(record.deployment.name, name) for record in records for name in _needed(record) if name not in there]
    if lost:
        deployment, name = lost[0]
        yield failed(
            "artifacts",
            f"{len({deployment for deployment, _ in lost})} of {len(records)} deployments have lost what they serve: "
            f"of {deployment}, {name} is not in {where}.",
            "See that WARDIAN_STORAGE and WARDIAN_DATA are the servers' own. What is lost comes back with the backup, "
            "or when its owner builds and deploys it again; until then only edges that have it loaded can serve it.",
        )
    else:
        yield fine("artifacts", f"What all {len(records)} deployments serve is there.")


def _needed(record: Record) -> Iterator[str]:
    deployment = record.deployment
    for artifact in (deployment.artifact, deployment.assets):
        if artifact is not None:
            yield f"{artifact.sha256}.{artifact.kind}"

"""Who may change a deployment, and what may be served: tokens, the operator's blocks, signatures."""

from __future__ import annotations

import asyncio
import hashlib
import hmac

from wardian.deployments import signatures
from wardian.errors import Blocked, Conflict, NotFound, Unauthorized, Unavailable
from wardian.model import Deployment, Version
from wardian.storage.blocks import Blocks
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.keys import BadKey, BadSignature, Keys


class Guard:
    def __init__(self, records: DeploymentRecords, blocks: Blocks, keys: Keys) -> None:
        self._records = records
        self._blocks = blocks
        self._keys = keys

    async def known(self, name: str) -> Record:
        """The record, expired ones too. Raises NotFound."""
        record = await asyncio.to_thread(self._records.find, name)
        if record is None:
            raise unknown(name)
        return record

    async def owned(self, name: str, token: str) -> Record:
        """As `known`, for who has the token. Raises NotFound, Unauthorized."""
        record = await self.known(name)
        if not hmac.compare_digest(record.token_sha256, hashed(token)):
            raise Unauthorized(f"This is not the token that was given when {name} was deployed.")
        return record

    async def changeable(self, name: str, token: str) -> Record:
        """As `owned`; what another than the runner has written is not signed together with a change.

        Raises NotFound, Unauthorized, Conflict.
        """
        record = await self.owned(name, token)
        try:
            signatures.check(record, self._keys)
        except BadSignature as error:
            raise _not_signed(name, error) from error
        return record

    def check_version(self, deployment: Deployment, version: Version) -> None:
        """Raises Conflict for one that was never served."""
        try:
            signatures.check_version(deployment, version, self._keys)
        except BadSignature as error:
            raise _not_signed(f"Version {version.number} of {deployment.name}", error) from error

    async def signed(self, record: Record) -> Record:
        """Ready to be written. Raises Blocked, and Unavailable where there is no key to sign with."""
        await self.check_blocked(record.deployment)
        try:
            return signatures.signed(record, self._keys)
        except BadKey as error:
            raise Unavailable(str(error)) from error

    async def check_blocked(self, deployment: Deployment) -> None:
        """Raises Blocked for its name, its program or its assets."""
        assets = () if deployment.assets is None else (deployment.assets.sha256,)
        reason = await asyncio.to_thread(self._blocks.reason, (deployment.name, deployment.artifact.sha256, *assets))
        if reason is not None:
            raise blocked(reason)


def unknown(name: str) -> NotFound:
    return NotFound(f"There is no deployment named {name}.")


def blocked(reason: str) -> Blocked:
    return Blocked(f"Whoever runs this server has blocked this deployment or its program. The reason given: {reason}")


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _not_signed(what: str, error: BadSignature) -> Conflict:
    return Conflict(f"{what} is not as this runner wrote it: {error}. Delete it and deploy the program anew.")

"""Deploy an artifact under a name, swap it for another, remove it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from wardian.deployments import names
from wardian.deployments.directory import LEASE_S
from wardian.edge.compile import NotDeployable
from wardian.edge.modules import Modules
from wardian.edge.python import component
from wardian.errors import Conflict, Gone, InvalidRequest, NotFound, Unauthorized
from wardian.model import Artifact, ArtifactKind, Deployment, Language
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.deployments import DeploymentRecords, NameTaken, Record

GRACE = timedelta(days=7)
"""How long an expired name answers 410, and can be revived with its token, before it is free again."""

_TRIES = 8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Created:
    """`token` is told only here: what is kept is its hash."""

    deployment: Deployment
    token: str


class Deployments:
    def __init__(self, records: DeploymentRecords, artifacts: Artifacts, modules: Modules, settings: Settings) -> None:
        self._records = records
        self._artifacts = artifacts
        self._modules = modules
        self._settings = settings

    def url(self, name: str) -> str:
        return self._settings.edge_url.format(name=name)

    async def create(
        self, build: str, language: Language, artifact: Artifact, name: str | None = None, ttl_s: int | None = None
    ) -> Created:
        """Deploy under `name`, or a random one, for `ttl_s` seconds. The artifact is compiled when this returns.

        Raises InvalidRequest for a name, ttl or artifact that will not do, Conflict when the name is taken,
        ToolchainMissing for a Python project while its runtime is not installed, NoSandbox for a module on a host where
        it cannot be compiled safely.
        """
        if name is not None:
            names.check(name)
        life = self._life(ttl_s)
        await self._prepare(artifact)
        token = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        for _ in range(_TRIES):
            deployment = Deployment(name or names.random_name(), build, artifact, language, 1, now + life)
            try:
                await asyncio.to_thread(self._records.add, Record(deployment, _hashed(token)), now)
            except NameTaken:
                if name is not None:
                    raise Conflict(f"The name {name} is taken. Choose another one, or leave it out.") from None
            else:
                return Created(deployment, token)
        raise Conflict("No free name was found. Ask for one by name.")

    async def replace(
        self,
        name: str,
        token: str,
        build: str,
        language: Language,
        artifact: Artifact,
        ttl_s: int | None = None,
    ) -> Deployment:
        """Swap what `name` serves; no request that starts after this has returned meets the former version.

        Its life is then `ttl_s` from now; without one it is the longer of what is left and the default.
        An expired deployment is revived. Raises NotFound, Unauthorized, InvalidRequest, Conflict.
        """
        life = self._life(ttl_s)
        record = await self._authorized(name, token)
        former = record.deployment
        await self._prepare(artifact)
        now = datetime.now(UTC)
        ends = now + life
        deployment = replace(
            former,
            build=build,
            language=language,
            artifact=artifact,
            version=former.version + 1,
            expires_at=ends if ttl_s is not None else max(ends, former.expires_at),
        )
        if not await asyncio.to_thread(
            self._records.replace, replace(record, deployment=deployment), former.version, now
        ):
            raise Conflict(f"{name} was changed by another request at the same time. Try again.")
        await asyncio.sleep(LEASE_S)
        return deployment

    async def delete(self, name: str, token: str) -> None:
        """Remove it; no request that starts after this has returned meets it. Raises NotFound, Unauthorized."""
        record = await self._authorized(name, token)
        await asyncio.to_thread(self._records.remove, record.deployment)
        await asyncio.sleep(LEASE_S)

    async def get(self, name: str) -> Deployment:
        """Raises NotFound, or Gone when it has expired."""
        record = await asyncio.to_thread(self._records.find, name)
        if record is None:
            raise _unknown(name)
        if record.deployment.expires_at <= datetime.now(UTC):
            raise Gone(f"The deployment {name} has expired. Deploy the program again.")
        return record.deployment

    async def collect(self) -> int:
        """Forget deployments that expired longer than GRACE ago, and modules that none needs; says how many."""
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

    async def _authorized(self, name: str, token: str) -> Record:
        record = await asyncio.to_thread(self._records.find, name)
        if record is None:
            raise _unknown(name)
        if not hmac.compare_digest(record.token_sha256, _hashed(token)):
            raise Unauthorized(f"This is not the token that was given when {name} was deployed.")
        return record

    async def _prepare(self, artifact: Artifact) -> None:
        if artifact.kind is ArtifactKind.ZIP:
            component.require()
            return
        try:
            await self._modules.ensure(
                artifact.sha256, lambda: asyncio.to_thread(self._artifacts.get, artifact.sha256, artifact.kind)
            )
        except NotDeployable as refusal:
            raise InvalidRequest("/build", f"This build cannot be deployed. {refusal}") from refusal

    def _life(self, ttl_s: int | None) -> timedelta:
        shortest, longest = self._settings.ttl_min_s, self._settings.ttl_max_s
        if ttl_s is not None and not shortest <= ttl_s <= longest:
            raise InvalidRequest("/ttl", f"A deployment lives from {shortest} to {longest} seconds; {ttl_s} is not.")
        return timedelta(seconds=self._settings.ttl_s if ttl_s is None else ttl_s)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _unknown(name: str) -> NotFound:
    return NotFound(f"There is no deployment named {name}.")

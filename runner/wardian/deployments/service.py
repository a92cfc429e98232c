"""Deploy an artifact under a name, swap it for another, renew it, go back, remove it."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from wardian.deployments import names
from wardian.deployments.check import check
from wardian.deployments.directory import LEASE_S
from wardian.deployments.granted import granted
from wardian.deployments.guard import Guard, blocked, hashed, unknown
from wardian.deployments.ready import Ready
from wardian.deployments.wanted import NOTHING, Source, Wanted
from wardian.edge.modules import Modules
from wardian.errors import Conflict, Gone, InvalidRequest
from wardian.model import Deployment, Version
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.deployments import DeploymentRecords, NameTaken, Record

_TRIES = 8


@dataclass(frozen=True, slots=True)
class Created:
    """`token` is told only here: what is kept is its hash."""

    deployment: Deployment
    token: str


class Deployments:
    def __init__(
        self,
        records: DeploymentRecords,
        guard: Guard,
        artifacts: Artifacts,
        modules: Modules,
        settings: Settings,
    ) -> None:
        self._records = records
        self._guard = guard
        self._ready = Ready(artifacts, modules)
        self._settings = settings

    def url(self, name: str) -> str:
        return self._settings.edge_url.format(name=name)

    def native(self, deployment: Deployment) -> int | None:
        """Bytes of machine code that it runs as, None of a Python project and while there is none."""
        return self._ready.native(deployment.artifact)

    async def create(
        self, source: Source, name: str | None = None, wanted: Wanted = NOTHING, client: str = ""
    ) -> Created:
        """Deploy under `name`, or a random one, for `client`. The artifact is compiled when this returns.

        Raises InvalidRequest for a name, an artifact or a wish that will not do, Conflict when the name is taken,
        Blocked, QuotaReached, ToolchainMissing for a Python project while its runtime is not installed, NoSandbox for a
        module on a host where it cannot be compiled safely.
        """
        if name is not None:
            names.check(name)
        check(wanted)
        life = self._life(wanted)
        assets = await self._ready.make(source)
        token = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        first = Deployment("", source.build, source.artifact, source.language, 1, now + life, assets=assets)
        record = granted(Record(first, hashed(token), client=client), wanted)
        for _ in range(_TRIES):
            deployment = replace(record.deployment, name=name or names.random_name())
            try:
                signed = await self._guard.signed(replace(record, deployment=deployment))
                await asyncio.to_thread(self._records.add, signed, now)
            except NameTaken:
                if name is not None:
                    raise Conflict(f"The name {name} is taken. Choose another one, or leave it out.") from None
            else:
                return Created(deployment, token)
        raise Conflict("No free name was found. Ask for one by name.")

    async def replace(
        self, name: str, token: str, source: Source | None = None, wanted: Wanted = NOTHING
    ) -> Deployment:
        """A new version; no request that starts after this has returned meets the former one.

        Without a source the program and its assets stay. Its life is then `ttl_s` from now; without one it is the
        longer of what is left and the default. An expired deployment is revived. Raises NotFound, Unauthorized,
        InvalidRequest, Conflict, Blocked, QuotaReached.
        """
        record = await self._guard.changeable(name, token)
        check(wanted)
        self._life(wanted)
        deployment = record.deployment
        if source is not None:
            assets = await self._ready.make(source)
            deployment = replace(
                deployment, build=source.build, artifact=source.artifact, language=source.language, assets=assets
            )
        return await self._change(granted(replace(record, deployment=deployment), wanted), wanted)

    async def roll_back(self, name: str, token: str, number: int) -> Deployment:
        """A new version with what an old one served and might do; secrets and keys stay as they are.

        Raises NotFound, Unauthorized, Conflict, Blocked, and InvalidRequest for a version that is not kept.
        """
        record = await self._guard.changeable(name, token)
        versions = await asyncio.to_thread(self._records.versions, record.deployment)
        old = next((version for version in versions if version.number == number), None)
        if old is None:
            kept = ", ".join(str(version.number) for version in reversed(versions))
            raise InvalidRequest("/version", f"Version {number} of {name} is not kept. These are: {kept}.")
        self._guard.check_version(record.deployment, old)
        await self._ready.check(old.artifact)
        deployment = replace(
            record.deployment,
            build=old.build,
            artifact=old.artifact,
            language=old.language,
            grants=replace(old.grants, secrets=record.deployment.grants.secrets),
            routes=old.routes,
            assets=old.assets,
        )
        return await self._change(replace(record, deployment=deployment), NOTHING)

    async def renew(self, name: str, token: str, ttl_s: int | None = None) -> Deployment:
        """Let it live as `replace` does, without a new version. Raises NotFound, Unauthorized, InvalidRequest,
        Conflict, Blocked.
        """
        record = await self._guard.changeable(name, token)
        deployment = record.deployment
        await self._guard.check_blocked(deployment)
        wanted = Wanted(ttl_s=ttl_s)
        self._life(wanted)
        ends = self._end(deployment, wanted)
        if not await asyncio.to_thread(self._records.renew, deployment, ends):
            raise unknown(name)
        await asyncio.sleep(LEASE_S)
        return replace(deployment, expires_at=ends)

    async def delete(self, name: str, token: str) -> None:
        """Remove it; no request that starts after this has returned meets it. Raises NotFound, Unauthorized."""
        record = await self.owned(name, token)
        await asyncio.to_thread(self._records.remove, record.deployment)
        await asyncio.sleep(LEASE_S)

    async def get(self, name: str) -> Deployment:
        """Raises NotFound, Gone when it has expired, or Blocked."""
        record = await self._guard.known(name)
        if record.blocked is not None:
            raise blocked(record.blocked)
        if record.deployment.expires_at <= datetime.now(UTC):
            raise Gone(f"The deployment {name} has expired. Whoever has its token can renew it for some days.")
        return record.deployment

    async def versions(self, name: str, token: str) -> list[Version]:
        """Those that it can be rolled back to and the present one, newest first. Raises NotFound, Unauthorized."""
        record = await self.owned(name, token)
        return await asyncio.to_thread(self._records.versions, record.deployment)

    async def owned(self, name: str, token: str) -> Record:
        """The record, expired ones too, for who has the token. Raises NotFound, Unauthorized."""
        return await self._guard.owned(name, token)

    async def _change(self, record: Record, wanted: Wanted) -> Deployment:
        """Write the record as the next version."""
        former = record.deployment
        deployment = replace(former, version=former.version + 1, expires_at=self._end(former, wanted))
        changed = await self._guard.signed(replace(record, deployment=deployment))
        if not await asyncio.to_thread(self._records.replace, changed, former.version, datetime.now(UTC)):
            raise Conflict(f"{former.name} was changed by another request at the same time. Try again.")
        await asyncio.sleep(LEASE_S)
        return deployment

    def _end(self, deployment: Deployment, wanted: Wanted) -> datetime:
        ends = datetime.now(UTC) + self._life(wanted)
        return ends if wanted.ttl_s is not None else max(ends, deployment.expires_at)

    def _life(self, wanted: Wanted) -> timedelta:
        shortest, longest = self._settings.ttl_min_s, self._settings.ttl_max_s
        ttl_s = self._settings.ttl_s if wanted.ttl_s is None else wanted.ttl_s
        if wanted.ttl_s is not None and not shortest <= ttl_s <= longest:
            raise InvalidRequest("/ttl", f"A deployment lives from {shortest} to {longest} seconds; {ttl_s} is not.")
        return timedelta(seconds=ttl_s)

"""One process of the edge, without its server."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from tests.unit.edge.conftest import MakeCommand, a_request

from wardian.deployments import signatures
from wardian.deployments.precompile import Precompiler
from wardian.edge import cgi
from wardian.edge.chain import Chain
from wardian.edge.dispatch import Dispatcher
from wardian.edge.figures import Figures
from wardian.edge.hosts import Hosts
from wardian.edge.pages import Answer
from wardian.edge.programs import Programs
from wardian.edge.receipts import Recorder
from wardian.model import ArtifactKind, Deployment, Grants, Language, Route
from wardian.settings import Settings
from wardian.storage.artifacts import Artifacts
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.keys import Keys
from wardian.storage.receipts import ReceiptRecords

CGI = b"Content-Type: text/plain\n\n"
SAY = "(call $print)"


class Edge:
    def __init__(self, settings: Settings, command: MakeCommand) -> None:
        self.settings = settings
        self._command = command
        self._database = Database.open(settings.data)
        self._records = DeploymentRecords(self._database)
        self._keys = Keys.of("", "", settings.data)
        self._artifacts = Artifacts.open(settings.data)
        self._programs = Programs(settings, self._artifacts, Precompiler(settings))
        self.figures = Figures()
        self._recorder = Recorder(ReceiptRecords(self._database), self.figures)
        hosts = Hosts(settings.edge_url)
        self.dispatcher = Dispatcher(
            settings, self._database, self._artifacts, self._programs, self._recorder, self.figures, hosts
        )

    def close(self) -> None:
        self.dispatcher.close()
        self._recorder.close()
        self._programs.close()
        self._database.close()

    def deploy(
        self,
        name: str,
        program: str | bytes = SAY,
        data: bytes = b"",
        *,
        grants: Grants | None = None,
        routes: tuple[Route, ...] = (),
        files: Mapping[str, bytes] | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> None:
        """`program` is a module, or its _start in WAT; `data` is what its `$print` writes below the header."""
        module = program if isinstance(program, bytes) else self._command(program, CGI + data)
        artifact = self._artifacts.put(module, ArtifactKind.WASM)
        assets = None if files is None else self._artifacts.put(_packed(files), ArtifactKind.ZIP)
        ends = datetime.now(UTC) + timedelta(hours=1)
        deployment = Deployment(name, "0" * 32, artifact, Language.WAT, 1, ends, grants or Grants(), routes, assets)
        record = Record(deployment, "", secrets or {})
        self._records.add(signatures.signed(record, self._keys), datetime.now(UTC))

    async def ask(self, name: str, request: cgi.Request | None = None) -> Answer:
        request = request or a_request()
        return await self.dispatcher.answer(name, request, Chain.of(self.settings, request.headers, time.monotonic()))

    async def text(self, name: str, request: cgi.Request | None = None) -> str:
        return (await self.ask(name, request))[2].decode()


def _packed(files: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return data.getvalue()

"""What an editor asks for while somebody types: a check, and the files formatted."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from wardian.builds.check import SourceLimits, check
from wardian.builds.quick import Quick
from wardian.web.clients import Clients
from wardian.web.gone import unless_gone
from wardian.web.problems import responses
from wardian.web.schemas import CheckRequest, CheckView, FormatRequest, FormatView


def add_quick(router: APIRouter, quick: Quick, limits: SourceLimits, clients: Clients) -> None:
    @router.post("/api/check", responses=responses(400, 403, 413, 415, 422, 429, 503), tags=["builds"])
    async def diagnose(ask: CheckRequest, request: Request, response: Response) -> CheckView:
        """Check a project without building it.

        The diagnostics are a build's, but for what only linking finds. An editor is checked once a second; of its
        calls that wait, the newest is answered and the others get 429.
        """
        project = check(ask.language, ask.files, limits, ask.binary)
        response.headers["Cache-Control"] = "no-store"
        findings = await unless_gone(request, quick.check(project, clients.name(request), ask.editor))
        return CheckView(diagnostics=findings.diagnostics)

    @router.post("/api/format", responses=responses(400, 403, 413, 415, 422, 503), tags=["builds"])
    async def format_(ask: FormatRequest, request: Request, response: Response) -> FormatView:
        """Format the files of a project: C by clang-format, Rust by rustfmt, Python by ruff.

        The style is the same for all; a project's own configuration takes no part. WAT has no formatter.
        """
        project = check(ask.language, ask.files, limits, ask.binary)
        response.headers["Cache-Control"] = "no-store"
        formatted = await unless_gone(request, quick.format(project, clients.name(request)))
        return FormatView(files=dict(formatted.files), diagnostics=formatted.diagnostics)

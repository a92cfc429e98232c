"""Texts about the codes of diagnostics."""

from __future__ import annotations

from fastapi import APIRouter, Response

from wardian.builds.explanations import Explanations
from wardian.model import EXPLANATIONS
from wardian.web.problems import responses

_TYPE = "text/plain; charset=utf-8"
_DOCUMENTED = responses(404, 503) | {200: {"content": {_TYPE: {}}, "description": "Markdown, to be read as it is."}}


def add_explanations(router: APIRouter, explanations: Explanations) -> None:
    @router.get(f"{EXPLANATIONS}{{code}}", response_class=Response, responses=_DOCUMENTED, tags=["builds"])
    async def explanation(code: str) -> Response:
        """What `rustc --explain` says of a code, such as E0308: the `explanation` of a diagnostic leads here."""
        text = await explanations.text(code)
        return Response(text, headers={"Cache-Control": "public, max-age=3600"}, media_type=_TYPE)

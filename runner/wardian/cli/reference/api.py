"""Every call of the HTTP API and every object in it, from the application's own OpenAPI document."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import httpx

from wardian.cli.control import services
from wardian.cli.reference.markdown import table
from wardian.settings import Settings
from wardian.web.app import create_app
from wardian.web.problems import MEDIA_TYPE

Json = Mapping[str, Any]

_ORDER = ("get", "post", "put", "delete")
_PLAIN = "Successful Response"
"""What FastAPI says where nobody else says anything."""

_TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}


def blocks() -> Mapping[str, str]:
    document = asyncio.run(_document())
    schemas = document["components"]["schemas"]
    return {"calls": "\n".join(_calls(document["paths"], schemas)), "objects": "\n".join(_objects(schemas))}


async def _document() -> Any:
    """What `/api/openapi.json` answers."""
    with tempfile.TemporaryDirectory(prefix="wardian-") as folder:
        settings = Settings(data=Path(folder, "data"), site=Path(folder, "site"))
        parts = services(settings, {})
        transport = httpx.ASGITransport(create_app(settings, parts))
        try:
            async with httpx.AsyncClient(transport=transport, base_url=settings.public_url) as client:
                return (await client.get("/api/openapi.json")).json()
        finally:
            parts.database.close()


def _calls(paths: Json, schemas: Json) -> Iterator[str]:
    calls = [(path, method, call) for path, methods in paths.items() for method, call in methods.items()]
    for tag, group in groupby(calls, lambda item: item[2]["tags"][0]):
        yield f"### {tag.capitalize()}\n"
        for path, method, call in sorted(group, key=lambda item: (item[0], _ORDER.index(item[1]))):
            yield f"#### {method.upper()} {path}\n\n{call['description']}\n"
            yield from _asked(call, schemas)
            yield _answers(call["responses"], schemas)


def _asked(call: Json, schemas: Json) -> Iterator[str]:
    rows = [
        (f"`{_header(item['name']) if item['in'] == 'header' else item['name']}`", item["in"], item["description"])
        for item in call.get("parameters", ())
        if item["in"] in ("header", "query")
    ]
    if "requestBody" in call:
        rows += _body(call["requestBody"]["content"], schemas)
    if rows:
        yield table(("to send", "where", "what it is"), rows)


def _body(content: Json, schemas: Json) -> Iterator[tuple[str, str, str]]:
    for media_type, body in content.items():
        if media_type == "application/json":
            for name, kind, what in _fields(schemas[_name(body["schema"])], schemas):
                yield name, f"body, {kind}", what
        else:
            yield f"`{media_type}`", "body", body["schema"]["description"]


def _header(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))


def _answers(answers: Json, schemas: Json) -> str:
    """The page says once for all calls that the server may fail."""
    known = {status: answer for status, answer in sorted(answers.items()) if status != "500"}
    rows = [
        (status, " ".join((_content(answer.get("content", {}), schemas), answer["description"].replace(_PLAIN, ""))))
        for status, answer in known.items()
        if MEDIA_TYPE not in answer.get("content", {})
    ]
    problems = ", ".join(status for status, answer in known.items() if MEDIA_TYPE in answer.get("content", {}))
    return table(("status", "answer"), [*rows, *([(problems, "a [problem](problems.md)")] if problems else [])])


def _content(content: Json, schemas: Json) -> str:
    if "application/json" in content:
        return _type(content["application/json"]["schema"], schemas)
    return ", ".join(f"`{media_type}`" for media_type in content) or "No content."


def _objects(schemas: Json) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        if "properties" in schema and not name.endswith("Request"):
            yield f"### {name}\n\n{table(('field', 'type', 'what it is'), _fields(schema, schemas))}"


def _fields(schema: Json, schemas: Json) -> Iterator[tuple[str, str, str]]:
    for name, member in schema["properties"].items():
        kind = _type(member, schemas)
        given = f"; `{member['default']}` if left out" if member.get("default") else ""
        optional = "" if name in schema.get("required", ()) or given else ", optional"
        yield f"`{name}`", f"{kind}{optional}{given}", member.get("description", "")


def _name(schema: Json) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _type(schema: Json, schemas: Json) -> str:
    """In words, with a link to an object that has its own section."""
    if "$ref" in schema:
        name = _name(schema)
        values = schemas[name].get("enum")
        return "one of " + ", ".join(f"`{value}`" for value in values) if values else f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(choice, schemas) for choice in schema["anyOf"]))
    if schema["type"] == "array":
        return f"list of {_type(schema['items'], schemas)}"
    if "additionalProperties" in schema:
        return f"object of {_type(schema['additionalProperties'], schemas)}"
    return "time, RFC 3339" if schema.get("format") == "date-time" else _TYPES[schema["type"]]

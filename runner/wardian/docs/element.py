"""The HTML of a fence: the element, the program as JSON, and highlighted code for readers without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from html import escape
from pathlib import PurePosixPath

from markdown import Markdown

from wardian import digest
from wardian.docs.attributes import Attributes
from wardian.docs.program import Program

_LEXERS = {".c": "c", ".h": "c", ".rs": "rust", ".py": "python", ".wat": "wat", ".json": "json", ".toml": "toml"}


def render(attributes: Attributes, program: Program, md: Markdown, id_value: str, playground: str | None) -> str:
    """`<div class="wardian-example"><wardian-playground embedded …>…</wardian-playground></div>`."""
    name = f' id="{escape(id_value)}"' if id_value else ""
    own = "".join(
        f' {key}="{escape(value)}"' if value else f" {key}" for key, value in _own(attributes, program, playground)
    )
    code = "".join(_code(program, path, md) for path in program.files)
    return (
        f'<div class="wardian-example"{name}><wardian-playground embedded{own}>'
        f'<script type="application/json">{_json(_data(attributes, program))}</script>{code}'
        "</wardian-playground></div>"
    )


def _own(attributes: Attributes, program: Program, playground: str | None) -> list[tuple[str, str]]:
    """The element's attributes; those without a value have an empty one."""
    own = [("language", program.language.value)]
    if playground is not None:
        own.append(("page", playground))
    if attributes.height is not None:
        own.append(("height", str(attributes.height)))
    if attributes.readonly:
        own.append(("readonly", ""))
    if attributes.edge:
        own.append(("run", "edge"))
    if attributes.ask is not None:
        own += [("ask", attributes.ask), ("options", "|".join(attributes.options))]
    return own


def _data(attributes: Attributes, program: Program) -> Mapping[str, object]:
    """`expect` is for tests. Of a quiz's there is only the digest, `answer`: its readers run the program to know."""
    quiz = attributes.ask is not None and attributes.expect is not None
    return {
        "key": program.key,
        "language": program.language,
        "title": program.title,
        "kind": program.kind,
        "files": program.files,
        "labels": program.labels,
        "hidden": program.hidden,
        "run": asdict(program.run),
        "expect": None if quiz else attributes.expect,
        **({"answer": digest.of_bytes((attributes.expect or "").strip().encode())} if quiz else {}),
    }


def _json(value: object) -> str:
    """JSON that cannot end the script element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _code(program: Program, path: str, md: Markdown) -> str:
    """The lines of a file that are shown; with the file's name above them where there are several."""
    hidden = {line for first, last in program.hidden.get(path, ()) for line in range(first, last + 1)}
    lines = [line for number, line in enumerate(program.files[path].split("\n"), 1) if number not in hidden]
    options = {"title": program.labels.get(path, path)} if len(program.files) > 1 else {}
    html: str = md.preprocessors["fenced_code_block"].highlight(  # type: ignore[attr-defined]
        src="\n".join(lines).strip("\n"),
        language=_LEXERS.get(PurePosixPath(path).suffix, "text"),
        options=options,
        md=md,
        classes=[],
        id_value="",
        attrs={"data-file": escape(path)},
    )
    # A site that highlights with a script instead of Pygments has the attribute further inside.
    return html if "data-file" in html.partition(">")[0] else f'<div data-file="{escape(path)}">{html}</div>'

"""`wardian reference`: rewrites what the reference pages say of settings, commands and calls, so that it stays true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click

from wardian.cli.reference import commands, settings

_BLOCK = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


@click.command(hidden=True)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def reference(context: click.Context, folder: Path) -> None:
    """Rewrite the generated parts of the pages in FOLDER.

    They stand between `<!-- generated: NAME -->` and `<!-- end -->`.
    """
    from wardian.cli.reference import api

    blocks = {**settings.blocks(), **commands.blocks(context.find_root().command), **api.blocks()}
    for page in sorted(folder.glob("*.md")):
        before = page.read_text(encoding="utf-8")
        after = _rewritten(page, before, blocks)
        if after != before:
            page.write_text(after, encoding="utf-8")
            click.echo(f"{page} rewritten")


def _rewritten(page: Path, text: str, blocks: Mapping[str, str]) -> str:
    def block(match: re.Match[str]) -> str:
        start, name, end = match.groups()
        if name not in blocks:
            raise click.ClickException(f"{page}: {name} is none of {', '.join(blocks)}.")
        return f"{start}{blocks[name]}\n{end}"

    return _BLOCK.sub(block, text)

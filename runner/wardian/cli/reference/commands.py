"""Every command with what its `--help` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

_WIDTH = 80


def blocks(root: click.Command) -> Mapping[str, str]:
    context = click.Context(root, info_name="wardian", terminal_width=_WIDTH, **root.context_settings)
    return {"commands": "\n".join(_help(context))}


def _help(context: click.Context) -> Iterator[str]:
    """One section a command, those of a group after it."""
    yield f"## {context.command_path}\n\n```text\n{context.get_help()}\n```\n"
    command = context.command
    if isinstance(command, click.Group):
        for name, member in command.commands.items():
            if not member.hidden:
                yield from _help(click.Context(member, context, name, terminal_width=_WIDTH))

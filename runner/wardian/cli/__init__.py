"""The composition root: the only place that wires parts together. Heavy imports wait until a command needs them."""

from __future__ import annotations

import os

import click

from wardian import __version__
from wardian.cli.backup import backup, restore
from wardian.cli.collect import collect
from wardian.cli.db import db
from wardian.cli.deploy import deploy
from wardian.cli.deployments import deployments
from wardian.cli.doctor import doctor
from wardian.cli.keys import keys
from wardian.cli.lesson import lesson
from wardian.cli.lifecycle import delete, renew, rollback, versions
from wardian.cli.logs import logs
from wardian.cli.project import build, run
from wardian.cli.quick import check, format_
from wardian.cli.reference import reference
from wardian.cli.serve import edge, up, web, worker
from wardian.cli.toolchain import languages, toolchain
from wardian.errors import WardianError


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except WardianError as error:
            raise click.ClickException(error.detail) from error
        except OSError as error:
            if error.filename is None:
                raise
            raise click.ClickException(f"{error.filename}: {error.strerror}.") from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="wardian")
def main() -> None:
    """Write C, Rust, Python or WAT; run it sealed, in the browser or on the edge."""
    _open_standard_streams()


def _open_standard_streams() -> None:
    """Where one was closed, the next file opened would take its place, and a program would read or write that."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


_SERVE = (up, web, worker, edge)
_PROJECT = (build, run, check, format_, deploy)
_DEPLOYMENT = (logs, renew, versions, rollback, delete)
_OPERATOR = (doctor, deployments, keys, backup, restore, collect, db)
for command in (*_SERVE, *_PROJECT, *_DEPLOYMENT, *_OPERATOR, languages, toolchain, lesson, reference):
    main.add_command(command)

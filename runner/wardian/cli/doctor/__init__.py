"""`wardian doctor`: whether everything is there that Wardian needs, and what to do where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

import click

from wardian.cli import stored
from wardian.cli.doctor.finding import Finding, State
from wardian.settings import Settings

_COLOURS = {State.FINE: "green", State.WARNING: "yellow", State.FAILED: "red", State.SKIPPED: "bright_black"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print an object with all findings, for programs.")
def doctor(as_json: bool) -> None:
    """Check this machine, what is kept and what browsers reach; say what to do about each failure.

    With the same settings as the servers. It looks at the sandbox, the toolchains, the clock, the database, the
    storage, each deployment's signature and artifacts, the edge's names in DNS, and the running site's answers and
    headers. Exits with 1 when something failed; warnings and what was skipped are no failures.
    """
    findings = []
    for finding in _findings(stored.settings()):
        findings.append(finding)
        if not as_json:
            _say(finding)
    broken = [finding for finding in findings if finding.state is State.FAILED]
    if as_json:
        click.echo(json.dumps({"ok": not broken, "findings": [asdict(finding) for finding in findings]}, indent=2))
    if broken:
        raise click.exceptions.Exit(1)


def _findings(settings: Settings) -> Iterator[Finding]:
    """Imports wait until the command runs: they take longer than other commands do."""
    from wardian.cli.doctor import kept, machine, site

    checks: tuple[Iterable[Finding], ...] = (
        machine.sandbox(),
        machine.toolchains(),
        machine.clock(),
        kept.database(settings),
        kept.storage(settings),
        site.names(settings),
        site.answers(settings),
    )
    for check in checks:
        yield from check


def _say(finding: Finding) -> None:
    state = click.style(f"{finding.state:>7}", fg=_COLOURS[finding.state])
    click.echo(f"{state}  {finding.what}: {finding.detail}")
    if finding.advice:
        click.echo(f"         {finding.advice}")

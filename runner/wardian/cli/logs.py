"""`wardian logs`: a deployment's requests as they come, each with what it cost and what the program said."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click
import httpx

from wardian.cli.remote import bearer, connect, server_option, token_option
from wardian.units import size

_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 15.0
_SILENCE_S = 40.0
"""The server says something every 15 s, if only that it is there."""

_KEPT = 500


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    kind: str
    data: dict[str, Any]


@click.command()
@click.argument("name")
@server_option
@token_option
@click.option(
    "--lines", type=click.IntRange(0, _KEPT), default=20, show_default=True, help="Former requests to begin with."
)
@click.option("--follow/--no-follow", default=True, help="Go on with requests as they come, or end.")
@click.option("--json", "as_json", is_flag=True, help="Print each receipt as a line of JSON.")
def logs(name: str, server: str, token: str | None, lines: int, follow: bool, as_json: bool) -> None:
    """Print the requests to the deployment NAME: what each cost, and what the program wrote to standard error."""
    headers = bearer(server, name, token)
    show = _show_json if as_json else _show
    with connect(server) as client:
        for event in _events(client, f"/api/deployments/{name}/events", headers, lines, follow):
            show(event)


def _events(client: httpx.Client, path: str, headers: dict[str, str], last: int, live: bool) -> Iterator[Event]:
    """Each event once, over as many connections as it takes."""
    seen: dict[str, str] = {}
    wait_s = _FIRST_WAIT_S
    query: dict[str, str | int] = {"last": last, "live": "true" if live else "false"}
    connected = False
    while True:
        try:
            with client.stream("GET", path, params=query, headers=headers | seen, timeout=_SILENCE_S) as response:
                if response.is_server_error and connected:
                    raise httpx.ReadError(f"status {response.status_code}")
                _check(response)
                connected, wait_s = True, _FIRST_WAIT_S
                for event in parse(response.iter_lines()):
                    yield event
                    if event.kind == "end":
                        return
                    seen = {"Last-Event-ID": event.id}
            if not live:
                return
        except httpx.TransportError as error:
            if not connected:
                raise click.ClickException(
                    f"{client.base_url} cannot be reached: {error}. Is `wardian up` running?"
                ) from error
        click.echo(f"The connection has ended; trying again in {wait_s:g} s.", err=True)
        time.sleep(wait_s)
        wait_s = min(2 * wait_s, _LONGEST_WAIT_S)


def _check(response: httpx.Response) -> None:
    if response.is_success:
        return
    response.read()
    try:
        detail = response.json()["detail"]
    except (ValueError, KeyError, TypeError):
        detail = "it is not a Wardian control site"
    raise click.ClickException(f"{response.url.host} answers {response.status_code}: {detail}")


def parse(lines: Iterator[str]) -> Iterator[Event]:
    """Events of a stream (HTML, section 9.2.6), those with data."""
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        elif "data" in fields:
            yield Event(fields.get("id", ""), fields.get("event", "message"), json.loads(fields["data"]))
            fields = {}


def _show_json(event: Event) -> None:
    click.echo(json.dumps({"event": event.kind, **event.data}))


def _show(event: Event) -> None:
    match event.kind:
        case "receipt":
            click.echo("\n".join(told(event.data)))
        case "left-out":
            click.echo(f"{_at(event.data)}  {event.data['count']} more requests came too fast to have a receipt")
        case "end":
            click.echo(f"The deployment {_ENDS.get(event.data['reason'], 'has ended')}.", err=True)


_ENDS = {"removed": "was removed", "expired": "has expired"}


def told(receipt: dict[str, Any]) -> Iterator[str]:
    """A line with what is told of every request, then what it did and said, indented."""
    calls = receipt["calls"]
    facts = (
        f"{receipt['total_us'] / 1000:.3f} ms",
        f"cpu {receipt['cpu_us'] / 1000:.3f} ms",
        *((f"fuel {receipt['fuel']:,}",) if receipt["fuel"] is not None else ()),
        size(receipt["peak_memory"]),
        *((f"{len(calls)} {'call' if len(calls) == 1 else 'calls'}",) if calls else ()),
    )
    request = plain(f"{receipt['method']} {receipt['path']}")
    yield f"{_at(receipt)}  {receipt['status']}  {request}  {', '.join(facts)}"
    for call in calls:
        target, outcome = plain(call["target"]), plain(call["outcome"])
        yield f"    {plain(call['name'])} {target}: {outcome}, {call['wait_us'] / 1000:.3f} ms"
    if receipt["message"]:
        yield f"    {plain(receipt['message'])}"
    for frame in receipt["trace"]:
        place = f" ({plain(frame['file'])}:{frame['line']})" if frame["file"] else ""
        yield f"      at {plain(frame['function'])}{place}"
    yield from (f"    | {plain(line)}" for line in receipt["stderr"].splitlines())


def plain(text: str) -> str:
    """What came from a visitor or a program moves no cursor and clears no screen."""
    return "".join(
        character if character.isprintable() or character == "\t" else f"\\x{ord(character):02x}" for character in text
    )


def _at(data: dict[str, Any]) -> str:
    return f"{datetime.fromisoformat(data['at']).astimezone():%H:%M:%S}"

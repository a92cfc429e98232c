"""The real server as a process: killed, stopped and started again."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.contract.process import Server, exists, serving, until
from tests.contract.test_queue import ENDLESS, WAIT

if TYPE_CHECKING:
    from wardian.toolchains.c import C


def test_whatever_was_acknowledged_is_built_after_a_kill(tmp_path: Path, c: C) -> None:
    with serving(tmp_path) as server:
        share = server.client.post("/api/shares", json={"language": "c", "files": {"main.c": ""}}).json()
        done = server.client.post("/api/builds", json=_returning(0), headers=WAIT).json()
        answers = [server.client.post("/api/builds", json=_returning(number)) for number in range(1, 9)]
        server.kill()
    assert {answer.status_code for answer in answers} == {202}
    with serving(tmp_path) as server:
        for answer in answers:
            build = server.client.get(answer.headers["location"], headers=WAIT).json()
            assert build["status"] == "succeeded"
            assert server.client.get(build["artifact"]["url"]).content.startswith(b"\0asm")
        assert server.client.get(f"/api/builds/{done['id']}").json() == done
        assert server.client.get(done["artifact"]["url"]).is_success
        shared = server.client.get(f"/api/shares/{share['id']}").json()
        assert (shared["language"], shared["files"]) == ("c", {"main.c": ""})


def test_nothing_is_left_of_fifty_builds_whose_server_was_killed(tmp_path: Path, c: C) -> None:
    data = tmp_path / "data"
    with serving(data, build_workers=2) as server:
        answers = [server.client.post("/api/builds", json=_returning(number)) for number in range(50)]
        until(lambda: len(server.sandboxes()) > 0)
        processes = server.descendants()
        server.kill()
    assert {answer.status_code for answer in answers} <= {200, 202}
    until(lambda: not any(map(exists, processes)))
    ids = [answer.json()["id"] for answer in answers]
    with serving(data, build_workers=2) as server:
        for name in ids:
            build = _ended(server, name)
            assert build["status"] == "succeeded" or "interrupted" in build["diagnostics"][0]["message"], build
        for number in range(50):
            again = server.client.post("/api/builds", json=_returning(number), headers=WAIT).json()
            assert (again["status"], again["id"]) == ("succeeded", ids[number])
        until(lambda: not server.sandboxes())
        assert len(list((data / "runners").iterdir())) == 1
        kept = {path.name.partition(".")[0] for path in (data / "artifacts").rglob("*") if path.is_file()}
        assert kept == {server.client.get(f"/api/builds/{name}").json()["artifact"]["sha256"] for name in ids}
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_build_whose_server_dies_three_times_fails_and_says_why(tmp_path: Path, c: C) -> None:
    with serving(tmp_path) as server:
        build = server.build(ENDLESS).json()["id"]
        until(lambda: bool(server.sandboxes()))
        server.kill()
    for _ in range(2):
        with serving(tmp_path) as server:
            until(lambda: bool(server.sandboxes()))
            server.kill()
    with serving(tmp_path) as server:
        ended = _ended(server, build)
        assert ended["status"] == "failed"
        assert "the runner stopped 3 times" in ended["diagnostics"][0]["message"]
        assert server.sandboxes() == set()
        assert server.build(ENDLESS).json()["status"] in ("queued", "building")


def test_a_follower_sees_a_build_happen_and_resumes_after_a_restart(tmp_path: Path, c: C) -> None:
    with serving(tmp_path) as server:
        first = server.build(ENDLESS).json()["id"]
        second = server.client.post("/api/builds", json=_returning(0)).json()["id"]
        with server.client.stream("GET", f"/api/builds/{second}/events") as stream:
            lines = (line for line in stream.iter_lines() if line)
            told = [next(lines) for _ in range(6)]
            assert told[:3] == ["event: stage", 'data: {"stage": "queued"}', "id: 1-queued"]
            assert (told[3], told[5]) == ("event: position", "id: 1-position-1")
            server.client.delete(f"/api/builds/{first}")
            assert [next(lines) for _ in range(2)] == ["event: stage", 'data: {"stage": "building"}']
            last = next(lines).removeprefix("id: ")
        server.kill()
    with serving(tmp_path) as server:
        events = server.client.get(f"/api/builds/{second}/events", headers={"Last-Event-ID": last}).text
        assert [line for line in events.splitlines() if line.startswith("event: ")][-1] == "event: done"
        assert '"status": "succeeded"' in events


def test_diagnostics_come_while_the_compiler_runs_and_once(tmp_path: Path, c: C) -> None:
    wrong = "int {name}(void) {{ return first_{name} + second_{name}; }}\n"
    files = {f"{name}.c": wrong.format(name=name) for name in "abc"} | {"main.c": ENDLESS}
    with serving(tmp_path) as server:
        build = server.client.post("/api/builds", json={"language": "c", "files": files}).json()["id"]
        address = f"/api/builds/{build}/events"
        first = _told(server, address, None, until_said=2)
        assert not _over(server.client.get(f"/api/builds/{build}").json())
        second = _told(server, address, first[-1]["id"], until_said=5)
        assert not _over(server.client.get(f"/api/builds/{build}").json())
        live = [event for event in first + second if event["event"] == "diagnostic"]
        found = [json.loads(event["data"]) for event in live]
        assert [one["file"] for one in found] == ["a.c", "a.c", "b.c", "b.c", "c.c", "c.c"][: len(found)]
        assert len({event["id"] for event in first + second}) == len(first + second)
        again = _told(server, address, None, until_said=len(found))
        assert [json.loads(event["data"]) for event in again if event["event"] == "diagnostic"] == found
        rest = _told(server, address, second[-1]["id"])
        whole = json.loads(next(event["data"] for event in rest if event["event"] == "diagnostics"))["diagnostics"]
        later = [json.loads(event["data"]) for event in rest if event["event"] == "diagnostic"]
        assert [one for one in whole if one["file"] in ("a.c", "b.c", "c.c")] == found + later
        log = json.loads(next(event["data"] for event in rest if event["event"] == "log"))["log"]
        said = [json.loads(event["data"])["text"] for event in first + second + rest if event["event"] == "said"]
        assert said
        assert log.startswith("".join(said))
        assert [event["event"] for event in rest][-3:] == ["log", "diagnostics", "done"]


def test_stopping_does_not_wait_for_followers_or_compilers(tmp_path: Path, c: C) -> None:
    with serving(tmp_path) as server:
        build = server.build(ENDLESS).json()["id"]
        with server.client.stream("GET", f"/api/builds/{build}/events") as stream:
            next(stream.iter_lines())
            server.process.terminate()
            started = time.monotonic()
            assert server.process.wait(20) == 0
            assert time.monotonic() - started < 5


def _ended(server: Server, build: str) -> Any:
    """However long the others before it take."""
    found: dict[str, Any] = {"status": "queued"}
    until(lambda: found.update(server.client.get(f"/api/builds/{build}", headers=WAIT).json()) or _over(found), 120)
    return found


def _told(server: Server, address: str, last: str | None, until_said: int | None = None) -> list[dict[str, str]]:
    """The events after `last`, up to the end or until so many diagnostics have been told in all."""
    events: list[dict[str, str]] = []
    event: dict[str, str] = {}
    headers = {} if last is None else {"Last-Event-ID": last}
    with server.client.stream("GET", address, headers=headers) as stream:
        for line in stream.iter_lines():
            name, colon, value = line.partition(": ")
            if colon and name:
                event[name] = value
            elif not line and event:
                events.append(event)
                if event["event"] == "diagnostic" and event["id"].endswith(f"-{until_said}"):
                    return events
                event = {}
    return events


def _over(build: dict[str, Any]) -> bool:
    return build["status"] not in ("queued", "building")


def _returning(number: int) -> dict[str, Any]:
    return {"language": "c", "files": {"main.c": f"int main(void) {{ return {number}; }}\n"}}

"""Clients of several web processes: they ask one after the other, and again when there is no answer."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any

import httpx

_AGAIN_S = 0.2
"""How soon a client turns to another process, when one has not answered."""

_LONGEST_S = 60


class Clients:
    """`build` may be called by many threads at once."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = urls
        self._turn = count()
        self._http = httpx.Client(headers={"Prefer": "wait=10"}, timeout=_LONGEST_S)
        self.answers: Counter[str] = Counter()
        """By the status, or "no answer"."""

        self.acknowledged: set[str] = set()
        """Builds that a process said it would make."""

        self.told: dict[str, tuple[str, str | None]] = {}
        """The status and the artifact of each build that ended, as its client was told."""

        self.again = 0
        """How often a build that failed by the host's fault was asked for again, as its message says."""

        self.wrong: list[str] = []
        """Answers that nobody should get."""

    def close(self) -> None:
        self._http.close()

    def build(self, number: int) -> None:
        """Until it is told how the build ended."""
        text = f"int main(void) {{ return {number}; }}\n"
        ask = {"language": "c", "profile": "release", "files": {"main.c": text}}
        while (build := self._ask("POST", "/api/builds", json=ask)) is not None:
            self.acknowledged.add(build["id"])
            if build["status"] in ("queued", "building"):
                continue
            if not any(diagnostic["code"] == "host" for diagnostic in build["diagnostics"]):
                artifact = build["artifact"] and build["artifact"]["sha256"]
                self.told[build["id"]] = (build["status"], artifact)
                return
            self.again += 1

    def missing_artifacts(self) -> list[str]:
        """Of the builds that succeeded, what cannot be had, or is something else than its name says."""
        wrong = []
        for build, (_, sha256) in self.told.items():
            answer = self._http.get(f"{self._urls[0]}/artifacts/{sha256}.wasm")
            if hashlib.sha256(answer.content).hexdigest() != sha256:
                wrong.append(f"build {build}: the artifact is not there: {answer.status_code}")
        return wrong

    def _ask(self, method: str, path: str, **content: Any) -> Any:
        """The JSON of the first answer that is no refusal; None when there was one that nobody should get."""
        while True:
            url = self._urls[next(self._turn) % len(self._urls)]
            try:
                answer = self._http.request(method, url + path, **content)
            except httpx.TransportError:
                self.answers["no answer"] += 1
                time.sleep(_AGAIN_S)
                continue
            self.answers[str(answer.status_code)] += 1
            if answer.status_code in (200, 202):
                return answer.json()
            if not _says_when_to_return(answer):
                self.wrong.append(f"{answer.status_code} {dict(answer.headers)} {answer.text}")
                return None
            time.sleep(float(answer.headers["retry-after"]))


def _says_when_to_return(answer: httpx.Response) -> bool:
    """503 with Retry-After, and a problem in JSON (RFC 9457)."""
    kind = answer.headers.get("content-type")
    return answer.status_code == 503 and kind == "application/problem+json" and "retry-after" in answer.headers

"""What becomes of each hostile guest. The guests say themselves, in their first lines, what they try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

GUESTS = Path(__file__).parent / "guests"
LANGUAGES = {".c": "c", ".rs": "rust", ".py": "python", ".wat": "wat"}

CPU = "200 ms of CPU time"
WALL = "Stopped after 2 s"
OUTPUT = "1 MiB of output"
MEMORY = "more memory than 64 MiB"
STACK = "its stack ran out"
OUT_OF_BOUNDS = "an address out of bounds"
EXIT_CODE = "an exit code that is not from 0 to 125"
ANY = "The program"

PORT = "EDGE_PORT"
"""Stands for the edge's own in a guest and in a grant."""

SPELLINGS = (
    "http://127.0.0.1:EDGE_PORT/",
    "http://localhost:EDGE_PORT/",
    "http://LOCALHOST.:EDGE_PORT/",
    "http://[::1]:EDGE_PORT/",
    "http://[::ffff:127.0.0.1]:EDGE_PORT/",
    "http://[::ffff:7f00:1]:EDGE_PORT/",
    "http://[64:ff9b::7f00:1]:EDGE_PORT/",
    "http://[::]:EDGE_PORT/",
    "http://0.0.0.0:EDGE_PORT/",
    "http://127.1:EDGE_PORT/",
    "http://0x7f000001:EDGE_PORT/",
    "http://0x7f.0.0.1:EDGE_PORT/",
    "http://0177.0.0.1:EDGE_PORT/",
    "http://2130706433:EDGE_PORT/",
    "http://%E2%91%A0%E2%91%A1%E2%91%A6.0.0.1:EDGE_PORT/",
    "http://user:password@127.0.0.1:EDGE_PORT/",
    "http://neighbour.localhost:EDGE_PORT@127.0.0.1:EDGE_PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://[fe80::1]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:EDGE_PORT/_GET%20/",
)
"""Of this machine, of private networks, of clouds' metadata, and what is not HTTP."""

FORBIDDEN = (
    *(f"{host}:EDGE_PORT" for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:7f00:1]", "[::]", "0.0.0.0")),
    *("[64:ff9b::7f00:1]:EDGE_PORT", "169.254.169.254:80", "[fd00:ec2::254]:80", "100.100.100.200:80", "10.0.0.1:80"),
    *("168.63.129.16:80", "172.16.0.1:80", "192.168.0.1:80", "[fe80::1]:80", "224.0.0.1:80", "255.255.255.255:80"),
)
"""Whoever deploys may ask for them; no grant opens them."""

NEIGHBOUR = ("neighbour.localhost:EDGE_PORT",)


@dataclass(frozen=True, slots=True)
class Case:
    """`status` is what the visitor gets and `words` are in the answer; a status of 0 is for one that never runs.

    It is asked for each of `paths` in turn.
    """

    guest: str
    status: int
    words: str
    paths: Sequence[str] = ("/",)
    fetch: Sequence[str] = ()
    kv: bool = False
    name: str | None = None

    @property
    def language(self) -> str:
        return LANGUAGES[Path(self.guest).suffix]

    def files(self, edge_port: int) -> dict[str, str]:
        path = GUESTS / self.guest
        return {f"main{path.suffix}": path.read_text().replace(PORT, str(edge_port))}

    def wishes(self, edge_port: int) -> dict[str, Any]:
        """What its deployment asks for besides the build."""
        fetch = [host.replace(PORT, str(edge_port)) for host in self.fetch]
        grants = {"grants": {"fetch": fetch, "kv": self.kv}} if self.fetch or self.kv else {}
        return grants if self.name is None else grants | {"name": self.name}


def refused(guest: str, words: str) -> Case:
    """It is refused when it is built or deployed."""
    return Case(guest, 0, words)


def answers(guest: str, words: str, paths: Sequence[str] = ("/",), **wishes: Any) -> Case:
    """It may answer: what it says shows that it got nowhere."""
    return Case(guest, 200, words, paths, **wishes)


def fails(guest: str, words: str, paths: Sequence[str] = ("/",), **wishes: Any) -> Case:
    """The edge answers in its place."""
    return Case(guest, 502, words, paths, **wishes)


def stopped(guest: str, words: str, status: int = 504, **wishes: Any) -> Case:
    return Case(guest, status, words, **wishes)


CASES = (
    stopped("c/endless-loop.c", CPU),
    stopped("c/endless-log.c", CPU),
    stopped("c/endless-bytes.c", CPU),
    stopped("c/endless-reading.c", CPU),
    stopped("c/endless-random.c", CPU),
    stopped("c/endless-output.c", OUTPUT, 502),
    stopped("c/giant-write.c", OUTPUT, 502),
    stopped("c/sleep-until-the-end-of-time.c", WALL),
    answers("c/heap-exhaustion.c", "less than 64 MiB"),
    fails("c/stack-by-alloca.c", OUT_OF_BOUNDS),
    fails("c/stack-by-recursion.c", ANY),
    fails("c/stack-smashed.c", ANY),
    fails("c/wild-writes.c", OUT_OF_BOUNDS),
    fails("c/aborts.c", "gave up"),
    fails("c/exit-code-huge.c", EXIT_CODE),
    fails("c/exit-code-negative.c", EXIT_CODE),
    fails("c/exit-code-of-abort.c", EXIT_CODE),
    answers("c/just-under-the-limit.c", "in time", ("/",) * 5),
    fails("c/wild-pointers.c", ANY, [f"/?{number}" for number in range(25)]),
    fails("c/wild-descriptors.c", ANY, [f"/?{number}" for number in range(17)]),
    answers("c/poll-flood.c", "3 refused"),
    answers("c/descriptors-closed.c", "before"),
    answers("c/environment.c", "0 that are not of the request"),
    answers("c/files.c", "0 opened"),
    answers("c/clocks.c", "0 strange clocks"),
    fails("c/header-line-breaks.c", "Content-Length says 0"),
    fails("c/header-huge.c", "64 KiB"),
    fails("c/headers-101.c", "more than 100 headers"),
    fails("rust/endless-allocation.rs", ANY),
    stopped("rust/endless-sleep.rs", WALL),
    fails("rust/recursion.rs", ANY),
    fails("rust/panic.rs", "gave up"),
    fails("rust/panic-in-drop.rs", "gave up"),
    answers("rust/host.rs", "0 open"),
    fails("rust/wild-pointers.rs", OUT_OF_BOUNDS),
    fails("rust/wild-function.rs", "function"),
    stopped("rust/giant-body.rs", OUTPUT, 502),
    answers("rust/header-from-the-query.rs", "the body"),
    stopped("python/endless-loop.py", CPU),
    stopped("python/endless-number.py", CPU),
    stopped("python/endless-pattern.py", CPU),
    stopped("python/endless-exit.py", CPU),
    stopped("python/endless-log.py", OUTPUT, 502),
    stopped("python/endless-output.py", OUTPUT, 502),
    stopped("python/giant-write.py", OUTPUT, 502),
    stopped("python/endless-sleep.py", WALL),
    stopped("python/endless-asyncio.py", WALL),
    stopped("python/memory.py", CPU),
    stopped("python/memory-at-once.py", MEMORY, 502),
    fails("python/recursion.py", STACK),
    stopped("python/recursion-of-the-interpreter.py", CPU),
    fails("python/bytecode.py", ANY),
    fails("python/exit-at-once.py", "wrote nothing"),
    fails("python/exit-with-words.py", "wrote nothing"),
    fails("python/aborts.py", ANY),
    answers("python/processes.py", "0 started"),
    stopped("python/fork-bomb.py", CPU),
    answers("python/files.py", "0 opened"),
    answers("python/sockets.py", "0 reached"),
    answers("python/ctypes-and-memory.py", "still here"),
    fails("python/imports.py", "gave up"),
    fails("python/host-functions.py", "gave up"),
    stopped("python/sleep-until-the-end-of-time.py", WALL),
    answers("python/environment.py", "0 that are not of the request"),
    answers("python/remembers.py", "0 notes found", ("/",) * 4),
    answers("python/header-line-breaks.py", "the body"),
    fails("python/closes-its-output.py", "gave up"),
    stopped("wat/endless-start.wat", CPU),
    stopped("wat/endless-start-and-main.wat", CPU),
    stopped("wat/endless-tail-calls.wat", CPU),
    stopped("wat/endless-host-calls.wat", CPU),
    stopped("wat/endless-yield.wat", CPU),
    stopped("wat/endless-fill.wat", CPU),
    stopped("wat/endless-naps.wat", CPU),
    stopped("wat/endless-sleep.wat", WALL),
    refused("wat/memory-4-gib-minimum.wat", "the edge's limit is 64 MiB"),
    refused("wat/memory-over-the-limit.wat", "the edge's limit is 64 MiB"),
    refused("wat/memory-64-bit.wat", "memory"),
    refused("wat/memory-shared.wat", "thread"),
    refused("wat/memory-second.wat", "multiple memories"),
    fails("wat/memory-at-once.wat", "gave up"),
    stopped("wat/memory-by-steps.wat", CPU),
    stopped("wat/table-growth.wat", CPU),
    refused("wat/table-huge-minimum.wat", "table"),
    refused("wat/tables-many.wat", "table"),
    fails("wat/data-out-of-bounds.wat", OUT_OF_BOUNDS),
    fails("wat/recursion.wat", STACK),
    fails("wat/recursion-in-start.wat", STACK),
    fails("wat/trap-unreachable.wat", "gave up"),
    fails("wat/trap-division.wat", "divided an integer by zero"),
    fails("wat/trap-overflow.wat", "an overflow"),
    fails("wat/trap-conversion.wat", "not a number"),
    fails("wat/trap-memory.wat", OUT_OF_BOUNDS),
    fails("wat/trap-table.wat", "outside of its function table"),
    fails("wat/trap-null.wat", "points to nothing"),
    fails("wat/trap-type.wat", "another type"),
    refused("wat/import-unknown-function.wat", "process_spawn"),
    refused("wat/import-unknown-module.wat", "env.system"),
    refused("wat/import-wrong-type.wat", "does not fit"),
    refused("wat/import-memory.wat", "wasi_snapshot_preview1"),
    refused("wat/import-threads.wat", "wasi.thread-spawn"),
    refused("wat/import-old-wasi.wat", "wasi_unstable"),
    refused("wat/no-memory.wat", "no memory"),
    refused("wat/no-start.wat", "_start"),
    refused("wat/start-with-parameters.wat", "_start"),
    refused("wat/memory-is-a-function.wat", "no memory"),
    refused("wat/component-empty.wat", "component"),
    refused("wat/module-garbage.wat", "magic"),
    refused("wat/module-truncated.wat", "unexpected end"),
    fails("wat/exit-from-start.wat", "wrote nothing"),
    stopped("wat/vectors-flood.wat", OUTPUT, 502),
    fails("wat/write-in-start.wat", "gave up"),
    fails("wat/cgi-nothing.wat", "needs a Content-Type"),
    fails("wat/cgi-no-headers.wat", "not a header"),
    fails("wat/cgi-no-empty-line.wat", "the empty line"),
    fails("wat/cgi-status-99.wat", "from 200 to 599"),
    fails("wat/cgi-status-1000.wat", "from 200 to 599"),
    fails("wat/cgi-status-100.wat", "from 200 to 599"),
    fails("wat/cgi-status-words.wat", "from 200 to 599"),
    fails("wat/cgi-status-twice.wat", "there twice"),
    fails("wat/header-switching-protocols.wat", "from 200 to 599"),
    fails("wat/header-carriage-return.wat", "not a header"),
    fails("wat/header-nul.wat", "not a header"),
    fails("wat/header-folded.wat", "not a header"),
    fails("wat/header-space-before-colon.wat", "not a header"),
    answers("wat/header-not-utf-8.wat", "\ufffd"),
    fails("wat/header-name-not-a-token.wat", "not a header"),
    fails("wat/header-empty-name.wat", "not a header"),
    fails("wat/header-transfer-encoding.wat", "may not send this header"),
    fails("wat/header-content-length-short.wat", "Content-Length says 2"),
    fails("wat/header-content-length-long.wat", "Content-Length says 5000"),
    fails("wat/header-content-length-twice.wat", "there twice"),
    fails("wat/header-cookie-domain.wat", "may not name a Domain"),
    fails("wat/header-strict-transport.wat", "outlive the deployment"),
    fails("wat/header-sendfile.wat", "commands a proxy"),
    answers("python/fetch-forbidden.py", "not reached", [f"/?{quote(url)}" for url in SPELLINGS], fetch=FORBIDDEN),
    answers(
        "python/fetch-redirected.py",
        "not reached",
        [f"/?{quote(url)}" for url in (*SPELLINGS, "http://neighbour.localhost:EDGE_PORT/")],
        fetch=("redirects.localhost:EDGE_PORT", *FORBIDDEN),
    ),
    answers("python/fetch-without-a-grant.py", "NOT_GRANTED\n" * 4 + "end"),
    answers("python/fetch-header-injection.py", "0 sent", fetch=NEIGHBOUR),
    answers("python/fetch-itself.py", "508", fetch=["fetches-itself.localhost:EDGE_PORT"], name="fetches-itself"),
    answers("c/fetch-fan-out.c", "refused", fetch=["fans-out.localhost:EDGE_PORT"], name="fans-out"),
    stopped("c/fetch-endless.c", CPU, fetch=NEIGHBOUR),
    answers("python/kv-of-another.py", "0 found", kv=True),
    answers("python/kv-flood.py", "FULL", ["/?1", "/?2"], kv=True),
    stopped("c/kv-endless.c", CPU, kv=True),
    answers("rust/kv-race.rs", "9 of 9, 9", fetch=["counts-itself.localhost:EDGE_PORT"], kv=True, name="counts-itself"),
    fails("c/wild-edge-pointers.c", ANY, [f"/?{number}" for number in range(14)], fetch=NEIGHBOUR, kv=True),
)

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.unit.edge.components.conftest import LIMITS, Ask

from wardian.edge import cgi
from wardian.edge.components.engine import GUESTS
from wardian.edge.outcome import Busy, Kind, Outcome


def body(outcome: Outcome) -> bytes:
    assert outcome.kind is Kind.EXITED, outcome
    return cgi.parse(outcome.stdout, to_head=False).body


def test_a_component_answers_a_request(ask: Ask) -> None:
    outcome = ask("/hello/there?a=b")
    response = cgi.parse(outcome.stdout, to_head=False)
    assert (response.status, response.body) == (200, b"hello /hello/there?a=b")
    assert response.headers == (("content-type", "text/plain"),)
    assert outcome.total_us > outcome.instantiate_us > 0


def test_it_reads_the_body_of_the_request(ask: Ask) -> None:
    sent = bytes(range(256)) * 100
    assert body(ask("/echo", sent, "POST")) == sent


def test_it_reads_the_headers_of_the_request(ask: Ask) -> None:
    assert body(ask("/header", HTTP_X_ASKED="this")) == b"this"


def test_its_environment_is_the_secrets_and_nothing_of_the_request(ask: Ask) -> None:
    outcome = ask("/environment", API_KEY="secret", REMOTE_ADDR="192.0.2.1", SERVER_PORT="80", HTTP_COOKIE="a=b")
    assert body(outcome) == b"API_KEY=secret;"


def test_what_it_writes_to_stderr_is_its_log(ask: Ask) -> None:
    assert ask("/log").stderr == b"to the log\n"


def test_a_body_without_a_type_is_bytes(ask: Ask) -> None:
    response = cgi.parse(ask("/untyped").stdout, to_head=False)
    assert (response.headers, response.body) == ((("content-type", "application/octet-stream"),), b"bytes")


def test_a_response_needs_no_body(ask: Ask) -> None:
    assert cgi.parse(ask("/status").stdout, to_head=False) == cgi.Response(200, (), b"")


def test_sleeping_passes_in_no_time_and_its_clock_tells_so(ask: Ask) -> None:
    outcome = ask("/sleep")
    assert 500 <= int(body(outcome)) < 1000
    assert outcome.total_us < 400_000


def test_every_request_gets_other_random_bytes(ask: Ask) -> None:
    assert body(ask("/random")) != body(ask("/random"))


def test_headers_that_would_break_a_response_are_refused(ask: Ask) -> None:
    assert body(ask("/headers")) == b"100 110 120", "invalid-syntax, forbidden, immutable"


def test_components_answer_on_several_threads_at_once(ask: Ask) -> None:
    paths = [f"/hello/{number}" for number in range(20)]
    with ThreadPoolExecutor(GUESTS) as pool:
        answers = list(pool.map(lambda path: body(ask(path)), paths))
    assert answers == [f"hello {path}".encode() for path in paths]


def test_more_components_at_once_than_there_is_room_for_are_busy(ask: Ask) -> None:
    def run(path: str) -> Kind | type[Busy]:
        try:
            return ask(path).kind
        except Busy:
            return Busy

    with ThreadPoolExecutor(GUESTS * 3) as pool:
        kinds = list(pool.map(run, ["/spin"] * GUESTS * 3))
    assert Busy in kinds
    assert set(kinds) & {Kind.CPU_LIMIT, Kind.WALL_LIMIT}
    assert body(ask("/hello")) == b"hello /hello"


def test_the_limits_are_those_of_other_programs(ask: Ask) -> None:
    assert ask("/flood").message == "Stopped after 64 KiB of output; that is the edge's limit for one response."
    assert ask("/forever").message == "Stopped after 2 s; that is the edge's time limit for one request."
    assert LIMITS.response == 64 << 10

"""The package `edge` of Python programs, and the interface below it for programs that go there themselves."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

import pytest
from tests.unit.edge.powers.conftest import Edge, chain
from tests.unit.edge.powers.servers import Servers

from wardian.edge.limits import Limits
from wardian.edge.outcome import Kind, Outcome
from wardian.edge.powers import NO_FETCH, NO_KV
from wardian.edge.powers.powers import Powers
from wardian.edge.python import component
from wardian.edge.python.runtime import PythonRuntime
from wardian.model import Grants
from wardian.units import KIB, MIB

Run = Callable[..., Outcome]
TOLD = "import edge\ntry:\n    {call}\nexcept edge.Error as error:\n    print(error.code.name, error)"
BELOW = """
from componentize_py_types import Err
from wit_world.imports import edge
try:
    {call}
except Err as error:
    print(error.value.code, error.value.message)
"""


@pytest.fixture(scope="module")
def runtime() -> Iterator[PythonRuntime]:
    limits = Limits(cpu_s=2, wall_s=10, memory=64 * MIB, response=64 * KIB)
    runtime = PythonRuntime(component.install(print), limits)
    yield runtime
    runtime.close()


@pytest.fixture
def run(runtime: PythonRuntime) -> Run:
    def run(program: str, powers: Powers | None = None, **files: str) -> Outcome:
        sources = {"main.py": textwrap.dedent(program), **{f"{name}.py": text for name, text in files.items()}}
        return runtime.run(sources, {}, powers=powers)

    return run


@pytest.fixture
def powers(edge: Edge) -> Powers:
    return edge.grant(Grants(fetch=("127.0.0.1:1",), kv=True), chain())


def printed(outcome: Outcome) -> list[str]:
    assert (outcome.kind, outcome.exit_code) == (Kind.EXITED, 0), outcome
    return outcome.stdout.decode().splitlines()


def test_the_store_by_every_function(run: Run, powers: Powers) -> None:
    program = """
        import edge
        every = bytes(range(256))
        edge.kv_set("bytes", every)
        print(edge.kv_get("bytes") == every, edge.kv_get("missing"))
        print(edge.kv_append("text", "fé"), edge.kv_append("text", b"rn"), edge.kv_get("text").decode())
        print(edge.kv_add("number", -(2**63)), edge.kv_add("number", 5))
        print(edge.kv_swap("text", None, "x"), edge.kv_swap("text", "férn", ""), edge.kv_get("text"))
        print(list(edge.kv_keys()), list(edge.kv_keys("t")), edge.kv_delete("text"), edge.kv_delete("text"))
    """
    assert printed(run(program, powers)) == [
        "True None",
        "3 5 férn",
        f"{-(2**63)} {5 - 2**63}",
        "False True b''",
        "['bytes', 'number', 'text'] ['text'] True False",
    ]


def test_more_keys_than_come_at_once(run: Run, powers: Powers) -> None:
    program = "import edge\nfor n in range(205): edge.kv_set(f'{n:03}', '')\nprint(len(set(edge.kv_keys())))"
    assert printed(run(program, powers)) == ["205"]


def test_an_answer_is_taken_apart(run: Run, edge: Edge, servers: Servers) -> None:
    host = servers.start(b"HTTP/1.1 201 OK\r\nA: 1\r\na: 2\r\nContent-Length: 8\r\n\r\n[1, 2]\xff\n")
    powers = edge.grant(Grants(fetch=(host,)), chain())
    program = f"""
        import edge
        answer = edge.fetch("http://{host}/x")
        print(answer.status, answer.header("A"), answer.headers[:2], answer.body, ascii(answer.text), answer)
    """
    parts = "201 1 [('a', '1'), ('a', '2')] b'[1, 2]\\xff\\n' '[1, 2]\\ufffd\\n' <Response 201>"
    assert printed(run(program, powers)) == [parts]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("edge.read(-1)", "INVALID handle is -1"),
        ("edge.head(2**32)", "INVALID handle is"),
        ("edge.read(0)", "INVALID 0 is not the handle"),
        ("edge.select([])", "INVALID There is no handle"),
        ("edge.select([2**31])", "INVALID There is no handle 2147483648"),
        ("edge.send('http://127.0.0.1:1/\\nX: y')", "INVALID An address, a header's name"),
        ("edge.send('http://127.0.0.1:1/', headers={'a': 'b\\r\\nc'})", "INVALID An address, a header's name"),
        ("edge.send('http://127.0.0.1:1/', timeout=1e300)", "INVALID timeout is"),
        ("edge.kv_add('n', 2**63)", "INVALID 9223372036854775808 does not fit"),
        ("edge.kv_get('')", "INVALID A key must have"),
        ("edge.kv_set('k', bytes(65537))", "TOO_LARGE"),
    ],
)
def test_a_wrong_argument_is_told(run: Run, powers: Powers, call: str, told: str) -> None:
    assert "".join(printed(run(TOLD.format(call=call), powers))).startswith(told)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("edge.send('GET http://127.0.0.1:1/', '\\u0100', 0, 0)", "2 Bytes come as characters"),
        ("edge.kv_set('k', '\\U0010ffff')", "2 Bytes come as characters"),
        ("edge.kv_swap('k', '\\u0100', '')", "2 Bytes come as characters"),
        ("edge.kv_append('k', 'x' * 2**24)", "7 "),
        ("edge.kv_set('k', 'x' * (2**24 + 1))", "7 These are 16777217 bytes"),
        ("edge.select('\\U0010ffff', 0)", "2 1114111 is not the handle"),
        ("edge.select('\\0' * 2**20, 0)", "2 These are 1048576 handles"),
        ("edge.send('x' * 2**23, '', 0, 0)", "7 "),
        ("edge.kv_keys('\\0', '\\0' * 2**20)", ""),
        ("edge.read(2**32 - 1, 2**32 - 1)", "2 4294967295 is not the handle"),
    ],
)
def test_the_interface_below_takes_nothing_on_trust(run: Run, powers: Powers, call: str, told: str) -> None:
    assert "".join(printed(run(BELOW.format(call=call), powers))).startswith(told)


def test_half_a_surrogate_pair_ends_the_guest_alone(run: Run, powers: Powers) -> None:
    assert run("from wit_world.imports import edge\nedge.kv_get('\\ud800')", powers).exit_code != 0
    assert printed(run("print('next')")) == ["next"]


def test_without_a_grant_it_says_which_one_is_missing(run: Run) -> None:
    assert printed(run(TOLD.format(call="edge.kv_add('n')"))) == [f"NOT_GRANTED {NO_KV}"]
    assert printed(run(TOLD.format(call="edge.fetch('http://a/')"))) == [f"NOT_GRANTED {NO_FETCH}"]


def test_an_error_that_nobody_catches_shows_the_programs_own_line(run: Run) -> None:
    outcome = run("import edge\nedge.kv_get('key')\n")
    *_, place, line, mark, words = outcome.stderr.decode().splitlines()
    assert (place, line.strip()) == ('  File "/main.py", line 2, in <module>', "edge.kv_get('key')")
    assert (mark.strip(" ~^"), words) == ("", f"edge.Error: {NO_KV}")


def test_a_projects_own_module_goes_first(run: Run) -> None:
    assert printed(run("import edge\nprint(edge.mine)", edge="mine = 'fern'")) == ["fern"]

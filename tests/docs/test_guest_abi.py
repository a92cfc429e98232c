"""What the page about the guest ABI says, seen on a real edge."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from tests.docs.conftest import SITE, Stack
from wasmtime import Module

from wardian.edge.core import make_host
from wardian.edge.engine import make_engine
from wardian.model import Language
from wardian.toolchains import registry
from wardian.units import MIB

PAGE = (SITE / "reference" / "guest-abi.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(c|rust|python|wat)\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ENDINGS: Mapping[str, str] = dict(re.findall(r"^\| (The (?:program|request)[^|]+) \| (\d+) \|$", PAGE, re.MULTILINE))
HEADERS = "print('Content-Type: text/plain\\n')\n"
PROGRAMS = {
    "The program uses more CPU time": "while True: pass",
    "The program takes more time": "import time\ntime.sleep(11)",
    "The program asks for more memory": "bytearray(64 * 2**20)",
    "The program writes more": HEADERS + "print('x' * 2**20)",
    "The program ends without": "print('hello')",
    "The request's body is larger": HEADERS,
}
CRASH = '(module (memory (export "memory") 1) (func (export "_start") unreachable))'


def test_the_page_has_an_example_in_every_language() -> None:
    assert {language for language, _, _ in EXAMPLES} == set(Language)


@pytest.mark.parametrize(
    ("language", "program", "answer"), EXAMPLES, ids=[f"{name}-{n}" for n, (name, _, _) in enumerate(EXAMPLES)]
)
def test_an_example_answers_as_the_page_says(stack: Stack, language: str, program: str, answer: str) -> None:
    assert not registry.install([Language(language)], print)
    url = stack.deploy(Language(language), program, grants={"kv": True})
    response = stack.request("POST", f"{url}/moss", content=b"frond")
    assert (response.status_code, response.text.strip()) == (200, answer.strip())


def test_the_environment_is_the_table(stack: Stack) -> None:
    program = HEADERS + "import os\nfor name in os.environ: print(name)"
    url = stack.deploy(Language.PYTHON, program)
    headers = {"Content-Type": "text/plain", "Proxy": "no", "X_Hidden": "no", "Connection": "keep-alive"}
    seen = stack.request("POST", f"{url}/", content=b"frond", headers=headers).text.split()
    section = PAGE.partition("## Environment")[2].partition("\n## ")[0]
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE))
    assert {name for name in seen if not name.startswith("HTTP_")} == told - {"HTTPS"}
    assert {name for name in seen if name.startswith("HTTP_")} == {
        "HTTP_HOST",
        "HTTP_ACCEPT",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_USER_AGENT",
    }


def test_the_headers_in_the_table_are_refused(stack: Stack) -> None:
    section = PAGE.partition("a program may not send:")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    headers = [header for row in rows for header in re.findall(r"`([\w-]+)`", row) if header != "Domain"]
    assert len(headers) == 12
    program = "import os\nprint(os.environ['QUERY_STRING'] + ': a; Domain=example.org')\n" + HEADERS
    url = stack.deploy(Language.PYTHON, program)
    assert stack.request("GET", f"{url}/?X-Thing").status_code == 200
    assert {header: stack.request("GET", f"{url}/?{header}").status_code for header in headers} == dict.fromkeys(
        headers, 502
    )


@pytest.mark.parametrize("start", PROGRAMS)
def test_a_limit_gives_the_status_in_the_table(stack: Stack, start: str) -> None:
    [status] = [status for what, status in ENDINGS.items() if what.startswith(start)]
    url = stack.deploy(Language.PYTHON, PROGRAMS[start])
    body = bytes(10 * MIB + 1) if "body" in start else b""
    assert stack.request("POST", f"{url}/", content=body).status_code == int(status)


def test_a_crash_gives_the_status_in_the_table(stack: Stack) -> None:
    [status] = [status for what, status in ENDINGS.items() if what.startswith("The program crashes")]
    assert stack.request("GET", stack.deploy(Language.WAT, CRASH)).status_code == int(status)


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        ("import time\nstart = time.monotonic()\ntime.sleep(5)\nprint(5 <= time.monotonic() - start < 6)", "True"),
        ("import sys\nprint(sys.version_info[:2])", "(3, 14)"),
        ("import os\nprint(os.listdir('/'), os.getcwd())", "['main.py'] /"),
        ("open('/new', 'w').write('fern')\nprint(open('new').read())", "fern"),
        ("import asyncio\nasyncio.run(asyncio.sleep(1))\nprint('slept')", "slept"),
        ("import sys\nprint(len(sys.argv))", "1"),
    ],
    ids=["sleep", "version", "files", "writing", "asyncio", "arguments"],
)
def test_python_does_what_the_page_says(stack: Stack, program: str, printed: str) -> None:
    response = stack.request("GET", stack.deploy(Language.PYTHON, HEADERS + program))
    assert response.text.strip() == printed


@pytest.mark.parametrize(
    "program",
    [
        *(f"import {name}" for name in ("ctypes", "curses", "dbm", "multiprocessing", "tkinter", "venv")),
        "import threading\nthreading.Thread(target=print).start()",
        "import subprocess\nsubprocess.run(['ls'])",
        "import socket\nsocket.create_connection(('127.0.0.1', 80))",
    ],
)
def test_python_refuses_what_the_page_says(stack: Stack, program: str) -> None:
    asked = "\n".join(f"    {line}" for line in program.splitlines())
    caught = f"try:\n{asked}\nexcept (OSError, ImportError, RuntimeError) as error:\n    print('refused', error)"
    response = stack.request("GET", stack.deploy(Language.PYTHON, HEADERS + caught))
    assert response.text.startswith("refused"), response.text


def test_pythons_standard_error_is_limited(stack: Stack) -> None:
    url = stack.deploy(Language.PYTHON, HEADERS + "import sys\nwhile True: sys.stderr.write('x' * 2**16)")
    assert stack.request("GET", url).status_code == 502


@pytest.mark.parametrize(
    "fields",
    [
        '(func (export "_start"))',
        '(memory (export "memory") 1)',
        '(import "env" "fetch" (func)) (memory (export "memory") 1) (func (export "_start"))',
        '(import "edge" "open" (func)) (memory (export "memory") 1) (func (export "_start"))',
        '(import "edge" "close" (func)) (memory (export "memory") 1) (func (export "_start"))',
    ],
    ids=["no memory", "no start", "another module", "another function", "another type"],
)
def test_a_module_that_does_not_fit_is_refused(stack: Stack, fields: str) -> None:
    build = stack.build(Language.WAT, f"(module {fields})")
    answer = stack.request("POST", "http://localhost:8080/api/deployments", json={"build": build})
    assert answer.status_code == 422


def test_the_functions_of_the_import_module_are_those_of_the_table() -> None:
    section = PAGE.partition("## The import module edge")[2].partition("\n## ")[0]
    told = {
        name: len(given.split(", ")) for name, given in re.findall(r"^\| `(\w+)` \(([^)]+)\)", section, re.MULTILINE)
    }
    host = make_host(make_engine(1 << 20, slots=1))
    for name, count in told.items():
        kinds = ["i64" if (name, n) == ("kv_add", 2) else "i32" for n in range(count)]
        fields = f'(import "edge" "{name}" (func (param {" ".join(kinds)}) (result i32)))'
        host.linker.instantiate_pre(Module(host.linker.engine, f"(module {fields})"))
    assert len(told) == 13


def test_c_has_no_files(stack: Stack) -> None:
    program = """
        #include <stdio.h>
        int main(void) { puts("Content-Type: text/plain\\n"); puts(fopen("/etc/passwd", "r") ? "opened" : "refused"); }
    """
    assert not registry.install([Language.C], print)
    assert stack.request("GET", stack.deploy(Language.C, program)).text.strip() == "refused"

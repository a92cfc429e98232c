"""Stop, in every state of a run and in every language; the next run works."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import PATIENCE_MS
from tests.e2e.playground import Playground, held

STOPPED_MS = 1_000
"""Half of the time after which a frame that does not answer is thrown away. How quick it is: `bench/visit.py`."""

# The compiler is fetched and compiled first, all of 75 MB.
COMPILER_MS = 4 * PATIENCE_MS

_NOT_ISOLATED = "Object.defineProperty(HTMLIFrameElement.prototype, 'allow', { set() {} });"


@dataclass(frozen=True, slots=True)
class Busy:
    """A program that never ends, and what there is to see when it is where it must be stopped."""

    state: str
    program: str
    output: str = "on"
    status: str = "Running"


def _c(body: str) -> str:
    return f'#include <stdio.h>\n#include <unistd.h>\nint main(void) {{ puts("on"); {body} }}\n'


def _rust(body: str) -> str:
    return f'fn main() {{ println!("on"); {body} }}\n'


_WAITS = "The program waits for your input."

BUSY = {
    "c": [
        Busy("computing", _c("for (volatile int i = 0;; i++) { }")),
        Busy("printing lines", _c('for (;;) puts("again");')),
        Busy("printing one line", _c('for (;;) write(1, "again ", 6);')),
        Busy("waiting", _c("getchar();"), status=_WAITS),
        Busy("sleeping", _c("sleep(600);")),
    ],
    "rust": [
        Busy("computing", _rust("loop {}")),
        Busy("printing", _rust('loop { println!("again"); }')),
        Busy("waiting", _rust("std::io::stdin().read_line(&mut String::new()).unwrap();"), status=_WAITS),
        Busy("sleeping", _rust("std::thread::sleep(std::time::Duration::from_secs(600));")),
    ],
    "python": [
        Busy("computing", 'print("on")\nwhile True: pass\n'),
        Busy("computing within C", 'print("on")\nprint(len(str(7 ** (10 ** 8))))\n'),
        Busy("printing lines", 'while True: print("on again")\n'),
        Busy("printing colours", 'while True: print("on \\x1b[31mand \\x1b[32magain", end=" ")\n'),
        Busy("waiting", 'print("on")\ninput()\n', status=_WAITS),
        Busy("sleeping", 'import time\nprint("on")\ntime.sleep(600)\n'),
        Busy("asleep in asyncio", 'import asyncio\nprint("on")\nasyncio.run(asyncio.sleep(600))\n'),
        Busy("importing a package", '# requires: sympy\nprint("on")\nimport sympy\nwhile True: pass\n'),
    ],
    "wat": [Busy("computing", '(module (func (export "_start") (loop (br 0))))\n', output="")],
}


_DOUBLE = "\n".join(f"#define A{n} A{n - 1} A{n - 1}" for n in range(1, 40))
_ENDLESS_TO_COMPILE = f"#define A0 1 +\n{_DOUBLE}\nint main(void) {{ return A39 0; }}\n"


@pytest.mark.parametrize("isolated", [True, False], ids=["isolated", "not isolated"])
@pytest.mark.parametrize("language", BUSY)
def test_a_busy_program_stops_at_once_and_the_next_run_works(
    playground: Playground, page: Page, language: str, isolated: bool
) -> None:
    if not isolated:
        page.add_init_script(_NOT_ISOLATED)
    playground.open(f"{language}/hello")
    hello = playground.text()
    for busy in BUSY[language]:
        playground.write(busy.program)
        assert _stop(playground, busy) <= STOPPED_MS, busy.state
        playground.write(hello)
        playground.run()
        _expect_hello(playground)


@pytest.mark.parametrize(
    ("example", "part"),
    [
        ("c/hello", "**/wasi-worker.js"),
        ("python/hello", "**/python-worker.js"),
        ("python/hello", "**/pyodide.asm.wasm"),
        ("python/table", "**/tabulate-*.whl"),
    ],
)
def test_a_runtime_or_a_package_is_stopped_while_it_loads(
    playground: Playground, page: Page, example: str, part: str
) -> None:
    with held(page, part):
        playground.open("python/hello" if "python" in example else example)
        if example == "python/table":
            playground.write("# requires: tabulate\nimport tabulate\nprint('Hello')\n")
        assert _stop(playground, Busy("loading", playground.text(), output="", status="Starting")) <= STOPPED_MS
    playground.run()
    _expect_hello(playground)


def test_a_build_is_stopped(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.write('#include <stdio.h>\nint main(void) { puts("Hello!"); return 0; }')
    stopped = "Stopped. The runner still finishes the build"
    with held(page, "**/api/builds"):
        building = Busy("building", playground.text(), output="", status="Building")
        assert _stop(playground, building, stopped) <= STOPPED_MS
    playground.run()
    _expect_hello(playground)


@pytest.mark.parametrize("part", ["**/clang-worker.js", "**/clang/*.wasm"])
def test_a_compiler_is_stopped_while_it_loads(page: Page, static_site: str, part: str) -> None:
    page.set_default_timeout(PATIENCE_MS)
    playground = Playground(page, static_site)
    with held(page, part):
        playground.open("c/hello")
        playground.write('#include <stdio.h>\nint main(void) { puts("Hello!"); return 0; }')
        loading = Busy("loading the compiler", playground.text(), output="", status="")
        assert _stop(playground, loading, "Stopped.") <= STOPPED_MS
    playground.run()
    _expect_hello(playground, COMPILER_MS)


def test_a_compiler_in_the_page_is_stopped_while_it_compiles(page: Page, static_site: str) -> None:
    page.set_default_timeout(PATIENCE_MS)
    playground = Playground(page, static_site)
    playground.open("c/hello")
    playground.write(_ENDLESS_TO_COMPILE)
    playground.run()
    expect(playground.status).to_have_text("Building…", timeout=COMPILER_MS)  # until then it is fetched
    playground.stop_button.click()
    building = Busy("compiling", _ENDLESS_TO_COMPILE, output="", status="Building…")
    assert _stop(playground, building, "Stopped.") <= STOPPED_MS
    playground.write('#include <stdio.h>\nint main(void) { puts("Hello!"); return 0; }')
    playground.run()
    _expect_hello(playground, COMPILER_MS)


def _expect_hello(playground: Playground, patience: float = PATIENCE_MS) -> None:
    expect(playground.output).to_contain_text("Hello", timeout=patience)
    playground.expect_ended()


def _stop(playground: Playground, busy: Busy, stopped: str = "Stopped.") -> float:
    """Milliseconds from the click to the end: of the page's waiting, and of the program's worker, if there was one.

    Everything is found before the run: to search a page again and again that is flooded with text takes seconds.
    """
    page = playground.page
    stop, status, output = (
        part.element_handle() for part in (playground.stop_button, playground.status, playground.output)
    )
    playground.run()
    page.wait_for_function(_IS_BUSY, arg=[status, busy.status, output, busy.output, stop])
    stop.evaluate(_MEASURE)
    stop.click()
    taken = float(page.evaluate("window.stopped"))
    expect(playground.status).to_contain_text(stopped)
    return taken


_IS_BUSY = """([status, said, output, printed, stop]) => !stop.disabled && status.textContent.includes(said)
  && (output.firstElementChild ?? output).textContent.includes(printed)"""

_MEASURE = """(stop) => {
  const made = (type) => performance.getEntriesByName("wardian-stop", type);
  performance.clearMarks();
  performance.clearMeasures();
  window.stopped = new Promise((resolve) => window.addEventListener("click", async () => {
    const clicked = performance.now();
    let idle = 0;
    do {
      await new Promise((again) => setTimeout(again));
      if (stop.disabled) idle ||= performance.now();
    } while (!idle || made("measure").length < made("mark").length);
    const ends = made("measure").map(({ startTime, duration }) => startTime + duration);
    resolve(Math.max(idle, ...ends) - clicked);
  }, { once: true, capture: true }));
}"""

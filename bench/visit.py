"""How quick the playground is in a browser that has been here before: `python bench/visit.py [--json]`.

- *typed in*: from the navigation until there is an editor; against the load of the landing page.
- *Python*: a program of one line, from the call of `run()` to its end, as soon as the page is there, once more at once,
  and after a rest. Python starts from a picture of its memory; against the same without it.
- *Stop*: from the call of `stop()` until the program's worker has ended; against a program that waits for input.

All in turns.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator

from playwright.sync_api import BrowserContext, Page, sync_playwright

from measure import Figure, free_port, served, show

ROUNDS, WARM_UP = 7, 1
REST_MS = 3_000
WITHOUT = "without the picture"
WAITING = "a program that waits"

BUSY = {
    WAITING: ("c", '#include <stdio.h>\nint main(void) { puts("on"); getchar(); }'),
    "in a loop of C": ("c", '#include <stdio.h>\nint main(void) { puts("on"); for (;;) {} }'),
    "in a flood of C": ("c", '#include <stdio.h>\nint main(void) { for (;;) puts("on"); }'),
    "in a loop of Python": ("python", 'print("on")\nwhile True: pass'),
    "in a flood of Python": ("python", 'while True: print("on")'),
}

EDITOR = """
const watch = () => {
  const editor = document.querySelector("wardian-playground")?.shadowRoot?.querySelector(".cm-content");
  if (editor) window.readyToType = performance.now();
  else requestAnimationFrame(watch);
};
watch();
"""
RUN = """async (element) => {
  const began = performance.now();
  await element.run();
  return performance.now() - began;
}"""
START = """async (element, [language, source]) => {
  const path = { c: "main.c", python: "main.py" }[language];
  element.project = { language, title: "Busy", files: { [path]: source }, run: { args: [], stdin: "", env: {} } };
  while (element.project?.files[path] !== source) await new Promise((again) => setTimeout(again));
  element.run();
}"""
STOP = """async (element) => {
  performance.clearMeasures();
  element.stop();
  for (;;) {
    const [stop] = performance.getEntriesByName("wardian-stop", "measure");
    if (stop) return stop.duration;
    await new Promise((again) => setTimeout(again));
  }
}"""


def measure(context: BrowserContext, url: str) -> Iterator[tuple[str, Figure]]:
    taken = defaultdict[str, list[float]](list)
    for _ in range(WARM_UP + ROUNDS):
        for name, milliseconds in _round(context, url):
            taken[name].append(milliseconds)
    medians = {name: statistics.median(times[WARM_UP:]) for name, times in taken.items()}
    yield "typed in", Figure(medians["typed in"], "ms", medians["landing"], "the landing page")
    for kind in ("first", "again at once", "again"):
        against = medians[f"Python, {kind}, {WITHOUT}"]
        yield f"Python, {kind}", Figure(medians[f"Python, {kind}"], "ms", against, WITHOUT)
    for kind in BUSY:
        yield f"Stop {kind}", Figure(medians[kind], "ms", medians[WAITING], WAITING)


def _round(context: BrowserContext, url: str) -> Iterator[tuple[str, float]]:
    page = context.new_page()
    page.goto(url)
    yield "landing", page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    yield "typed in", _open(page, f"{url}/playground/?example=c/hello")
    for name, (language, source) in BUSY.items():
        yield name, _stop(page, language, source)
    page.close()
    for suffix in ("", f", {WITHOUT}"):
        page = context.new_page()
        if suffix:
            page.route("**/snapshot.bin.gzip", lambda route: route.abort())
        _open(page, f"{url}/playground/?example=python/hello")
        yield f"Python, first{suffix}", _run(page)
        yield f"Python, again at once{suffix}", _run(page)
        page.wait_for_timeout(REST_MS)
        yield f"Python, again{suffix}", _run(page)
        page.close()


def _open(page: Page, address: str) -> float:
    page.add_init_script(EDITOR)
    page.goto(address)
    page.locator("wardian-playground .cm-content").wait_for()
    return float(page.evaluate("window.readyToType"))


def _run(page: Page) -> float:
    taken = page.locator("wardian-playground").evaluate(RUN)
    status = page.locator("[data-part=status]").inner_text()
    if "exit code 0" not in status:
        raise SystemExit(f"an unexpected end: {status}")
    return float(taken)


def _stop(page: Page, language: str, source: str) -> float:
    element = page.locator("wardian-playground").element_handle()
    page.locator("wardian-playground").evaluate(START, [language, source])
    page.wait_for_function("(element) => element.shadowRoot.querySelector('[role=log]').textContent", arg=element)
    return float(page.locator("wardian-playground").evaluate(STOP))


def main(arguments: list[str]) -> None:
    port, edge_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "wardian", "up", "--port", str(port), "--edge-port", str(edge_port), "--data", folder]
        with served(port, *command), sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(
                f"{folder}/profile",
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox"],
                service_workers="block",
            )
            show(dict(measure(context, f"http://localhost:{port}")), arguments)
            context.close()


if __name__ == "__main__":
    main(sys.argv[1:])

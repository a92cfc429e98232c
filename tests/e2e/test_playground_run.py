"""How a program is started, what it can import, and where its failures lead."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect
from tests.e2e.conftest import PATIENCE_MS
from tests.e2e.playground import Playground

# Hundreds of modules are unpacked or compiled first.
UNPACKED_MS = 4 * PATIENCE_MS

TELLS = """import os, sys

print(sys.argv[1:], os.environ.get("COLOUR"), sys.stdin.read().split())
"""

ABSENT = "curses dbm ensurepip grp pwd pydoc_data readline resource syslog tkinter turtle turtledemo venv"
"""They take a terminal, a window, a library of the system or users; none is in a page."""

IMPORTS_ALL = """import importlib, sys, warnings

warnings.simplefilter("ignore")
public = {name for name in sys.stdlib_module_names if not name.startswith("_")}
absent = []
for name in sorted(public - {"antigravity", "idlelib", "msvcrt", "nt", "this", "winreg", "winsound"}):
    try:
        importlib.import_module(name)
    except ImportError:
        absent.append(name)
print(*absent)
"""

FAILURES = {
    "c": ("#include <stdlib.h>\n\nint main(void)\n{\n    abort();\n}\n", "Go to main.c, line 5", "abort();"),
    "rust": (
        'fn main() {\n    let none: Option<u8> = None;\n    none.expect("some");\n}\n',
        "Go to main.rs, line 3",
        "none.expect",
    ),
    "python": ("def half(n):\n    return n / 0\n\nhalf(1)\n", "Go to main.py, line 2", "return n / 0"),
}


def _run(playground: Playground, program: str, language: str = "python") -> None:
    playground.open(f"{language}/hello")
    playground.write(program)
    playground.run()


def _show_form(playground: Playground) -> None:
    playground.element.get_by_role("tab", name="Program", exact=True).click()


def test_a_program_gets_its_arguments_its_environment_and_its_input(playground: Playground, page: Page) -> None:
    playground.open("python/hello")
    playground.write(TELLS)
    _show_form(playground)
    playground.element.get_by_label("Arguments, one a line").fill("first\nthe second")
    playground.element.get_by_label("Environment, one NAME=value a line").fill("COLOUR=green=ish")
    playground.element.get_by_label("Input that is there from the start").fill("1 2\n3")
    playground.element.get_by_label("No other input follows").check()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()
    _expect_told(playground)

    page.reload()
    playground.expect_ready("python/hello")
    _expect_told(playground)

    _show_form(playground)
    playground.button("As its author started it").click()
    expect(playground.element.get_by_label("Arguments, one a line")).to_have_value("")


def _expect_told(playground: Playground) -> None:
    playground.run()
    playground.element.get_by_role("tab", name="Output", exact=True).click()
    expect(playground.output).to_have_text("['first', 'the second'] green=ish ['1', '2', '3']")
    playground.expect_ended()


def test_what_is_no_variable_is_said_to_be_none(playground: Playground) -> None:
    playground.open("python/hello")
    _show_form(playground)
    playground.element.get_by_label("Environment, one NAME=value a line").fill("LANG=en\nno variable")
    expect(playground.element.get_by_role("alert")).to_have_text(
        "“no variable” is no variable. Write it as in “LANG=en”."
    )


def test_a_package_is_asked_for_in_a_comment(playground: Playground) -> None:
    _run(playground, '# requires: rich, tabulate\nimport rich, tabulate\nrich.print("[bold]thick[/bold]")\n')
    expect(playground.output.get_by_text("thick")).to_have_css("font-weight", "700", timeout=UNPACKED_MS)
    playground.expect_ended()


def test_a_package_is_asked_for_with_micropip(playground: Playground) -> None:
    program = 'import micropip\nawait micropip.install("tabulate")\nimport tabulate\nprint(tabulate.__name__)\n'
    _run(playground, f"import asyncio\nasync def main():\n{_indented(program)}asyncio.run(main())\n")
    expect(playground.output).to_have_text("tabulate")
    playground.expect_ended()


def _indented(program: str) -> str:
    return "".join(f"    {line}\n" for line in program.splitlines())


def test_a_package_that_is_not_here_is_named_with_those_that_are(playground: Playground) -> None:
    _run(playground, "# requires: numpy\nimport numpy\n")
    expect(playground.status).to_contain_text("There is no package “numpy” here")
    expect(playground.status).to_contain_text("sympy")


def test_a_module_that_a_package_has_leads_to_the_package(playground: Playground) -> None:
    _run(playground, "import tabulate\n")
    expect(playground.status).to_contain_text("The line “# requires: tabulate” in the program brings it.")


def test_the_standard_library_is_there(playground: Playground) -> None:
    _run(playground, IMPORTS_ALL)
    expect(playground.output).to_have_text(ABSENT, timeout=UNPACKED_MS)
    playground.expect_ended()


@pytest.mark.parametrize("language", FAILURES)
def test_a_failure_leads_to_its_line(playground: Playground, language: str) -> None:
    program, link, line = FAILURES[language]
    _run(playground, program, language)
    playground.button(link).click()
    expect(playground.element.locator(".cm-activeLine")).to_contain_text(line)


def test_a_trap_in_wat_is_told_in_plain_words(playground: Playground) -> None:
    _run(playground, '(module (func (export "_start") unreachable))\n', "wat")
    expect(playground.status).to_contain_text("Aborted (exit code 134)")

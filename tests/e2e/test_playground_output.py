"""What a program prints, and how the playground shows it."""

from __future__ import annotations

import re

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect
from tests.e2e.playground import Playground

A_MILLION_LINES = """#include <stdio.h>

int main(void)
{
    for (int i = 0; i < 1000000; i++) {
        printf("%d\\n", i);
    }
    puts("the very end");
}
"""

COLOURS = r"""
for code in [*range(30, 38), *range(90, 98)]:
    print(f"\x1b[{code}mcolour {code}\x1b[0m", end=" ")
print()
for index in range(0, 256, 15):
    print(f"\x1b[38;5;{index}m{index}\x1b[0m", end=" ")
print()
print("\x1b[38;2;255;255;0mtrue yellow\x1b[0m \x1b[1mbold\x1b[22m \x1b[3mitalic\x1b[0m \x1b[4munderlined\x1b[0m")
print("\x1b[7minverse\x1b[0m \x1b[7;32minverse green\x1b[0m \x1b[37;44mwhite on blue\x1b[0m \x1b[43mon yellow\x1b[0m")
"""

PAUSE_MS = 500
"""Far more than a page that shows a flood takes on a busy machine, far less than one that shows it all at once."""

HOSTILE = r"""
import sys
out = sys.stdout.buffer
out.write(b"\x1b[999999999C\x1b[999999999B\x1b[999999999;999999999H")
out.write(b"\x1b]0;" + b"A" * 100_000 + b"\n\x1b[" + b"1;" * 100_000 + b"m")
out.write(b"<img src=x onerror=alert(1)><script>alert(1)</script>\n")
out.write(b"\xff\xfe\x80 \xf0\x9f\x98 \xed\xa0\x80\n")
out.write(bytes(range(256)) + b"\n")
out.write(b"\x1bPq#0;2;0;0;0\x1b\\ and \x1b^private\x1b\\ and \x9b31mC1\n")
out.write(b"\x1b[0msurvived\n")
"""


def _run(playground: Playground, language: str, program: str) -> None:
    playground.open(f"{language}/hello")
    playground.write(program)
    playground.run()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_shown_and_can_be_read(playground: Playground, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    _run(playground, "python", COLOURS)
    playground.expect_ended()
    yellow = playground.output.get_by_text("true yellow")
    expect(yellow).to_have_attribute("style", re.compile("rgb"))
    expect(playground.output.get_by_text("bold", exact=True)).to_have_css("font-weight", "700")
    found = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_line_is_written_over(playground: Playground) -> None:
    program = r'print("10 %\r100 %", "ab\b\bX", "a\tb", sep="\n"); print("1\n2\n3\x1b[2A\rfirst\x1b[2B")'
    _run(playground, "python", program)
    playground.expect_ended()
    assert playground.output.evaluate("pane => pane.textContent") == "100 %\nXb\na       b\nfirst\n2\n3\n"


def test_the_two_streams_differ_by_more_than_their_colour(playground: Playground) -> None:
    _run(playground, "python", 'import sys\nprint("fine")\nprint("amiss", file=sys.stderr)\nprint("fine again")\n')
    playground.expect_ended()
    amiss = playground.output.locator("[data-kind=stderr]")
    expect(amiss).to_have_text("amiss")
    expect(amiss).to_have_css("border-left-style", "solid")
    expect(playground.output).to_match_aria_snapshot('- log "Output": "fine Standard error: amiss fine again"')


def test_a_million_lines_do_not_hold_the_page_up(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.write(A_MILLION_LINES)
    _measure_pauses(page)
    playground.run()
    playground.expect_ended()
    expect(playground.element.get_by_text("The output passed 1 MiB")).to_be_visible()
    assert _characters(playground) == 2**20
    assert _longest_pause(page) < PAUSE_MS

    playground.button("Show anyway").click()
    # To look for it in all of seven megabytes, again and again, would itself hold the page up.
    expect(playground.output.locator("> :last-child")).to_contain_text("the very end")
    assert _characters(playground) == sum(len(f"{i}\n") for i in range(1_000_000)) + len("the very end\n")


def test_output_without_end_is_kept_up_to_a_limit_and_can_be_stopped(playground: Playground) -> None:
    _run(playground, "c", '#include <stdio.h>\nint main(void) { for (;;) printf("%01000d\\n", 0); }\n')
    playground.button("Show anyway").click()
    # To look for it in all of the output, again and again, would itself hold the page up.
    below = playground.output.locator("xpath=following-sibling::*[1]")
    expect(below).to_have_text("The output passed 16 MiB. What came after is lost.")
    playground.stop_button.click()
    expect(playground.status).to_have_text("Stopped.", timeout=1000)


def test_hostile_output_is_only_text(playground: Playground) -> None:
    _run(playground, "python", HOSTILE)
    playground.expect_ended()
    expect(playground.output).to_contain_text("<img src=x onerror=alert(1)><script>alert(1)</script>")
    expect(playground.output).to_contain_text("survived")
    expect(playground.output.locator("img, script")).to_have_count(0)
    assert playground.output.evaluate("pane => pane.scrollWidth <= pane.clientWidth")


PICTURE = """import sys

sys.stdout.buffer.write({header} + b"P6 2 2 255\\n" + bytes([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]))
"""


@pytest.mark.parametrize(
    "header", [b"", b"Content-Type: image/x-portable-pixmap\n\n"], ids=["by itself", "with a header"]
)
def test_a_pixmap_is_shown_as_a_picture(playground: Playground, header: bytes) -> None:
    _run(playground, "python", PICTURE.format(header=header))
    playground.expect_ended()
    picture = playground.element.get_by_role("img", name="The picture that the program printed")
    expect(picture).to_be_visible()
    read = "canvas => [...canvas.getContext('2d').getImageData(0, 0, 2, 2).data]"
    assert picture.evaluate(read) == [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255]

    playground.button("Text").click()
    expect(picture).to_be_hidden()
    expect(playground.output).to_contain_text("P6 2 2 255")


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def test_an_image_file_is_shown_as_a_picture(playground: Playground) -> None:
    _run(playground, "python", f"import base64, sys\nsys.stdout.buffer.write(base64.b64decode('{PNG}'))\n")
    playground.expect_ended()
    picture = playground.element.get_by_role("img", name="The picture that the program printed")
    expect(picture).to_have_js_property("naturalWidth", 1)


PAGE = """print("Content-Type: text/html; charset=utf-8", end="\\n\\n")
print("<h1>Made by a program</h1><script>document.body.textContent = 'it ran'</script><img src='/leak.png'>")
"""


def test_a_page_is_shown_and_can_do_nothing(playground: Playground, http: httpx.Client) -> None:
    before = _asked_in_vain(playground, http)
    _run(playground, "python", PAGE)
    playground.expect_ended()
    shown = playground.element.frame_locator("iframe[title='The page that the program printed']")
    expect(shown.get_by_role("heading")).to_have_text("Made by a program")
    expect(shown.locator("img")).to_have_js_property("complete", True)
    assert _asked_in_vain(playground, http) == before


def _asked_in_vain(playground: Playground, http: httpx.Client) -> float:
    """Requests that reached the server for files that it does not have. A browser tells also of those that it stops."""
    told = http.get(f"{playground.url}/metrics").text
    counts = re.findall(r'wardian_http_request_seconds_count\{[^}]*route="site"[^}]*status="404"\} (\S+)', told)
    return sum(map(float, counts))


def test_html_without_a_header_is_text(playground: Playground) -> None:
    _run(playground, "python", 'print("<h1>Only text</h1>")')
    playground.expect_ended()
    expect(playground.output).to_have_text("<h1>Only text</h1>")
    expect(playground.element.locator("iframe, .rendered")).to_have_count(0)


def test_a_broken_picture_says_so(playground: Playground) -> None:
    _run(playground, "python", 'print("Content-Type: image/png", end="\\n\\n")\nprint("nothing of the kind")')
    expect(playground.element.get_by_text("This is no whole image/png.")).to_be_visible()


def _measure_pauses(page: Page) -> None:
    """Has the page note its longest task from now on."""
    page.evaluate(
        "window.longest = 0; new PerformanceObserver((list) => { for (const { duration } of list.getEntries())"
        " window.longest = Math.max(window.longest, duration); }).observe({ type: 'longtask' });"
    )


def _longest_pause(page: Page) -> float:
    """In milliseconds."""
    return float(page.evaluate("window.longest"))


def _characters(playground: Playground) -> int:
    return int(playground.output.evaluate("pane => pane.textContent.length"))

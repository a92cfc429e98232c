"""Fences as pymdownx.superfences makes them, without mkdocs."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import markdown
import pytest

from wardian.docs import examples, fence
from wardian.docs.fence import FenceError
from wardian.docs.place import Page, openings


def render(text: str, fences: fence.Fences | None = None, **superfences: Any) -> str:
    custom = [fence.entry(fences or fence.Fences())]
    return markdown.markdown(
        text,
        extensions=[
            "admonition",
            "attr_list",
            "md_in_html",
            "pymdownx.superfences",
            "pymdownx.tabbed",
            "pymdownx.details",
        ],
        extension_configs={
            "pymdownx.superfences": {"custom_fences": custom, **superfences},
            "pymdownx.tabbed": {"alternate_style": True},
        },
    )


def data(html: str) -> dict[str, Any]:
    [text] = re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    return dict(json.loads(text))


def visible(html: str) -> str:
    """The text that a reader without JavaScript sees."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))).strip()


def complaint(text: str) -> str:
    """What is said about a page of that text below three lines of front matter."""
    fences = fence.Fences()
    fences.page = Page("docs/a.md", tuple(openings(f"---\ntitle: A\n---\n{text}")))
    with pytest.raises(FenceError) as raised:
        render(text, fences)
    return str(raised.value)


HELLO = """\
```playground language="c" file="hello.c"
int main(void) { return 1 < 2 && 3 > 2; }
```
"""


def test_a_program_is_an_element_with_all_that_it_needs() -> None:
    html = render(HELLO)

    assert html.startswith('<div class="wardian-example"><wardian-playground embedded language="c"><script')
    assert data(html) == {
        "key": data(html)["key"],
        "language": "c",
        "title": "hello.c",
        "kind": "console",
        "files": {"main.c": "int main(void) { return 1 < 2 && 3 > 2; }\n"},
        "labels": {"main.c": "hello.c"},
        "hidden": {},
        "run": {"args": [], "stdin": "", "env": {}},
        "expect": None,
    }
    assert re.fullmatch("[0-9a-f]{16}", data(html)["key"])


def test_without_javascript_it_is_the_highlighted_code() -> None:
    html = render(HELLO)

    assert '<div class="highlight" data-file="main.c">' in html
    assert '<span class="kt">int</span>' in html
    assert visible(html) == "int main(void) { return 1 < 2 && 3 > 2; }"


def test_a_site_that_highlights_with_a_script_has_the_plain_code_by_file() -> None:
    custom = [fence.entry(fence.Fences())]
    html = markdown.markdown(
        HELLO,
        extensions=["pymdownx.highlight", "pymdownx.superfences"],
        extension_configs={
            "pymdownx.highlight": {"use_pygments": False},
            "pymdownx.superfences": {"custom_fences": custom},
        },
    )

    assert '<div data-file="main.c"><pre' in html
    assert visible(html) == "int main(void) { return 1 < 2 && 3 > 2; }"


def test_no_text_of_a_program_ends_the_element() -> None:
    program = 'print("</script></wardian-playground><!-- & <b>")'
    html = render(f'```playground language="python"\n{program}\n```')

    assert data(html)["files"] == {"main.py": program + "\n"}
    assert visible(html) == program
    assert tags(html).count("wardian-playground") == 1
    assert "b" not in tags(html)


def tags(html: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(tag)

    Reader().feed(html)
    return found


def test_the_same_program_has_the_same_key_whatever_is_said_about_it() -> None:
    one = render('```playground language="c"\nint x;\n```')
    other = render('```playground language="c" title="Ex" args="1" height="4" expect="x"\nint x;\n```')
    different = render('```playground language="c"\nint y;\n```')

    assert data(one)["key"] == data(other)["key"] != data(different)["key"]


def test_several_files_stand_one_below_the_other_with_their_names() -> None:
    html = render('```playground language="c" file="app.c"\nint main(void);\n-- src/util.h --\nint x;\n\n```')

    assert data(html)["files"] == {"main.c": "int main(void);\n", "src/util.h": "int x;\n"}
    assert re.findall('data-file="(.*?)"', html) == ["main.c", "src/util.h"]
    assert re.findall('<span class="filename">(.*?)</span>', html) == ["app.c", "src/util.h"]


def test_hidden_lines_are_in_the_program_but_not_in_the_code() -> None:
    html = render('```playground language="python" hide\nimport sys\n# show\nprint(1)\n# hide\nsys.exit()\n```')

    assert data(html)["files"] == {"main.py": "import sys\nprint(1)\nsys.exit()\n"}
    assert data(html)["hidden"] == {"main.py": [[1, 1], [3, 3]]}
    assert visible(html) == "print(1)"


def test_what_the_program_gets_and_how_it_looks_are_said_with_attributes() -> None:
    says = """args="-n 'two words'" stdin="3\\n4\\n" height="9" readonly title="Sum\""""
    html = render(f'```playground language="c" {says}\nint x;\n```')

    assert data(html)["run"] == {"args": ["-n", "two words"], "stdin": "3\n4\n", "env": {}}
    assert data(html)["title"] == "Sum"
    assert '<wardian-playground embedded language="c" height="9" readonly>' in html


def test_a_handler_answers_requests() -> None:
    html = render('```playground language="c" run="edge"\nint x;\n```')

    assert data(html)["kind"] == "handler"
    assert ' run="edge">' in html


def test_an_example_comes_from_the_gallery() -> None:
    [example] = [example for example in examples.gallery() if (example.language, example.name) == ("c", "hello")]
    html = render('```playground example="c/hello"\n```')

    assert data(html)["files"] == example.files
    assert data(html)["title"] == example.title
    assert data(html)["key"] == example.to_json()["key"]


def test_a_quiz_does_not_say_its_answer() -> None:
    html = render(
        '```playground language="python" ask="What is <b>printed</b>?" options="3 | 7|11" expect="7"\nprint(3 + 4)\n```'
    )

    assert ' ask="What is &lt;b&gt;printed&lt;/b&gt;?" options="3|7|11">' in html
    assert data(html)["expect"] is None
    assert re.fullmatch("[0-9a-f]{64}", data(html)["answer"])


@pytest.mark.parametrize(
    "text",
    [
        '=== "C"\n\n    {fence}\n\n=== "Rust"\n\n    Text.',
        "!!! note\n\n    {fence}",
        "??? note\n\n    {fence}",
        "- An item:\n\n    {fence}",
        "1. One\n\n    - Two\n\n        {fence}",
        "> Quoted:\n>\n> {fence}",
        '<div markdown="1">\n\n{fence}\n\n</div>',
    ],
    ids=["content tab", "admonition", "details", "list", "list in a list", "quotation", "Markdown in HTML"],
)
def test_it_works_inside(text: str) -> None:
    prefix = next(line for line in text.split("\n") if "{fence}" in line).removesuffix("{fence}")
    html = render(text.replace("{fence}", HELLO.strip().replace("\n", f"\n{prefix}")))

    assert data(html)["files"] == {"main.c": "int main(void) { return 1 < 2 && 3 > 2; }\n"}
    assert "<p><div" not in html


def test_a_fence_that_is_only_shown_is_shown() -> None:
    html = render(f"````markdown\n{HELLO}````")

    assert "<wardian-playground" not in html
    assert visible(html) == HELLO.strip()


def test_an_attribute_list_does_too() -> None:
    html = render('``` {.playground #first language="c" readonly}\nint x;\n```')

    assert html.startswith(
        '<div class="wardian-example" id="first"><wardian-playground embedded language="c" readonly>'
    )


@pytest.mark.parametrize("tabs", [False, True])
def test_errors_without_mkdocs_name_the_line(tabs: bool) -> None:
    with pytest.raises(FenceError, match=r"^line 3: playground fence: language must be one of"):
        render('# A\n\n```playground language="cobol"\nx\n```', preserve_tabs=tabs)


@pytest.mark.parametrize(
    ("header", "body", "said"),
    [
        ('language="cobol"', "x", "1: language must be one of c, rust, python, wat, not 'cobol'"),
        ("", "x", '1: it needs language="…" (c, rust, python, wat), or example="…"'),
        ('language="c" colour="red"', "x", "1: there is no attribute 'colour'; there are language, file,"),
        ('language="c" file="hello.py"', "x", "1: file must end with .c for C, not be 'hello.py'"),
        ('language="c" file="../a.c"', "x", "1: file must be a plain name such as \"hello.c\", not '../a.c'"),
        ('language="c" height="tall"', "x", "1: height must be a number of lines from 2 to 60, not 'tall'"),
        ('language="c" height="1"', "x", "1: height must be a number of lines from 2 to 60, not '1'"),
        ('language="c" height="61"', "x", "1: height must be a number of lines from 2 to 60, not '61'"),
        ('language="c" readonly="no"', "x", "1: readonly takes no value, but it has 'no'"),
        ('language="c" run="fast"', "x", "1: run must be \"edge\", or left out to run it as a program, not 'fast'"),
        ('language="c" expect', "x", '1: expect needs a value: expect="…"'),
        ('language="c" expect=""', "x", "1: expect must not be empty"),
        (
            'language="c" stdin="\\q"',
            "x",
            "1: stdin has '\\\\q' in it; a backslash may only stand in \\n, \\t and \\\\",
        ),
        ('language="c" args="\'"', "x", '1: args are split as a shell does, but "\'" cannot be: No closing quotation'),
        ('language="c" args="1" args="2"', "x", "1: args is there twice"),
        ('language="c" ask="What?"', "x", '1: ask needs options too: ask="What is printed?" options="3|7"'),
        ('language="c" options="3|7"', "x", '1: options needs ask too: ask="What is printed?" options="3|7"'),
        ('language="c" ask="?" options="3|7"', "x", "1: ask needs expect too: which of the options the program prints"),
        ('language="c" ask="?" options="3" expect="3"', "x", "1: options must be at least two different texts"),
        ('language="c" ask="?" options="3|3" expect="3"', "x", "1: options must be at least two different texts"),
        (
            'language="c" ask="?" options="3|7" expect="4"',
            "x",
            "1: expect must be one of the options ('3', '7'), not '4'",
        ),
        (
            'language="c" run="edge" ask="?" options="3|7" expect="7"',
            "x",
            "1: a quiz runs a program; ask cannot be used with run",
        ),
        ('example="hello"', "", "1: example must be a language and a name, such as \"c/hello\", not 'hello'"),
        ('example="c/../../etc"', "", '1: example must be a language and a name, such as "c/hello"'),
        ('example="c/nix"', "", '1: there is no example "c/nix"; there are '),
        ('example="c/hello"', "int x;", "2: a fence with example has no text of its own"),
        ('example="c/hello" language="rust"', "", "1: language is 'rust', but the example is 'c/hello'"),
        ('example="c/hello" hide', "", "1: hide is of no use with example"),
        ('language="c"', "", "1: it has no program: main.c is empty"),
        (
            'language="c" file="a.c"',
            "-- util.h --\nint x;",
            '1: it has no a.c: write that file first, before "-- util.h --"',
        ),
        ('language="c"', "x\n-- ../up.h --", '3: "../up.h" is no path of a file; a right one is util.h or src/util.h'),
        ('language="c"', "x\n-- a.h --\ny\n-- a.h --", '5: a file "a.h" is there already'),
        ('language="c"', "x\n-- main.c --\ny", '3: a file "main.c" is there already'),
        ('language="c" hide', "x", '1: hide needs a line "// show" or "// hide" in the program'),
        ('language="c" hide', "// show\nx\n// show\ny", '4: "// show" changes nothing here'),
        ('language="c" hide', "x\n// show", "2: hide leaves no line to show"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_would_be_right(header: str, body: str, said: str) -> None:
    line, _, detail = said.partition(": ")

    told = complaint(f"```playground {header}\n{body}\n```")
    assert told.startswith(f"docs/a.md:{int(line) + 3}: playground fence: {detail}")
    assert told.endswith(".")

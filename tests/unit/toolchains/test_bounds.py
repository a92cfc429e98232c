from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardian.model import Compilation, Diagnostic, Edit, Fix, Language, Note, NoteKind, Severity, Span
from wardian.toolchains.bounds import BESIDE, EDIT, LABEL, MESSAGE, MOST, bounded, plain

Compile = Callable[..., Awaitable[Compilation]]
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def test_what_is_too_many_is_counted_and_errors_go_first() -> None:
    found = [Diagnostic(WARNING, f"w{index}") for index in range(150)] + [Diagnostic(ERROR, "late")]
    shown = bounded(found)
    assert len(shown) == MOST + 1
    assert shown[-2].message == "late"
    assert (shown[-1].severity, shown[-1].code) == (Severity.NOTE, "more")
    assert shown[-1].message == "Not listed here: 51 warnings. The log has them, as far as it reaches."


def test_what_fits_stays_as_it_is() -> None:
    fix = Fix("Insert `;`", (Edit("main.c", 1, 1, 1, 1, ";\r\n\t"),))
    found = Diagnostic(ERROR, "é😀", fixes=(fix,), spans=(Span("main.c", 1, 1, 1, 2, "here"),))
    assert bounded([found]) == (found,)


def test_long_texts_are_cut_and_long_lists_too() -> None:
    span, note = Span("main.c", 1, 1, 1, 2, "x" * 9999), Note(NoteKind.HELP, "x" * 9999)
    (shown,) = bounded([Diagnostic(ERROR, "x" * 9999, spans=(span,) * 99, notes=(note,) * 99)])
    assert [len(shown.message), len(shown.notes[0].message), len(shown.spans[0].label)] == [MESSAGE, MESSAGE, LABEL]
    assert (len(shown.spans), len(shown.notes)) == (BESIDE, BESIDE)
    assert shown.message.endswith("x …")


@pytest.mark.parametrize("text", ["\x1b[31m", "a\0b", "\u202e", "x" * (EDIT + 1)])
def test_a_fix_that_cannot_be_shown_whole_is_left_out(text: str) -> None:
    fix = Fix("Change", (Edit("main.c", 1, 1, 1, 1, text),))
    assert bounded([Diagnostic(ERROR, "e", fixes=(fix,))])[0].fixes == ()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("bell\x07 back\x08", "bell\\u{7} back\\u{8}"),
        ("abc\u202edef", "abc\\u{202e}def"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\\u{d}three\tfour"),
        ("\x9b31m é😀", "\\u{9b}31m é😀"),
    ],
)
def test_text_is_plain(said: str, shown: str) -> None:
    assert plain(said) == shown


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_plain_text_stays_plain(text: str) -> None:
    shown = plain(text)
    assert plain(shown) == shown
    shown.encode()


@pytest.mark.anyio
async def test_a_hostile_message_of_clang_is_clean(compiled: Compile) -> None:
    source = "#error \x1b[31mred\x1b[0m \x07 \u202e end\n" + "".join(f"#warning {index}\n" for index in range(130))
    answer = await compiled(Language.C, {"main.c": source})
    assert len(answer.diagnostics) == MOST + 1
    for text in [answer.log, *(found.message for found in answer.diagnostics)]:
        assert not any(character in text for character in "\x1b\x07\u202e")

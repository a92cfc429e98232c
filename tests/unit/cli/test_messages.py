from wardian.cli.messages import lines
from wardian.model import Diagnostic, Edit, Fix, Note, NoteKind, Severity, Span

FILES = {"main.rs": '\tlet é = "😀"; x\r\n'}


def test_the_line_is_shown_with_its_mark_and_all_that_is_said() -> None:
    found = Diagnostic(
        *(Severity.ERROR, "no `x` here", "main.rs", 1, 16, 1, 17, "E0425"),
        fixes=(Fix("Change to `é`", (Edit("main.rs", 1, 16, 1, 17, "é"),), certain=False),),
        spans=(Span("main.rs", 1, 6, 1, 7, "similar name"), Span("main.rs", 1, 2, 1, 5, "")),
        notes=(Note(NoteKind.HELP, "declare it"),),
    )
    assert list(lines(found, FILES)) == [
        "main.rs:1:16: error: no `x` here [E0425]",
        '    \tlet é = "😀"; x',
        "    \t             ^",
        "  main.rs:1:6: similar name",
        "  help: declare it",
        "  perhaps: Change to `é`",
    ]


def test_without_a_place_there_is_the_sentence_alone() -> None:
    assert list(lines(Diagnostic(Severity.ERROR, "Stopped.", code="limit-wall"), FILES)) == [
        "error: Stopped. [limit-wall]"
    ]


def test_a_place_outside_the_file_marks_nothing() -> None:
    found = Diagnostic(Severity.WARNING, "odd", "main.rs", 9, 1)
    assert list(lines(found, FILES)) == ["main.rs:9:1: warning: odd"]

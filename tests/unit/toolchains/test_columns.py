import pytest

from wardian.toolchains.columns import Columns

LINE = "\tsé漢😀e\u0301x"
COLUMNS = Columns({"main.c": f"first\r\n{LINE}\nlast"})


@pytest.mark.parametrize(("column", "utf16"), [(1, 1), (2, 2), (3, 3), (5, 4), (8, 5), (12, 7), (13, 8), (15, 9)])
def test_bytes(column: int, utf16: int) -> None:
    assert COLUMNS.from_bytes("main.c", 2, column) == utf16


@pytest.mark.parametrize(("column", "utf16"), [(1, 1), (4, 4), (5, 5), (6, 7), (8, 9)])
def test_scalars(column: int, utf16: int) -> None:
    assert COLUMNS.from_scalars("main.c", 2, column) == utf16


@pytest.mark.parametrize(("column", "utf16"), [(1, 1), (2, 2), (4, 4), (6, 5), (8, 7), (10, 10)])
def test_widths(column: int, utf16: int) -> None:
    assert COLUMNS.from_widths("main.c", 2, column) == utf16


def test_lines_end_as_editors_end_them() -> None:
    assert [COLUMNS.line("main.c", line) for line in (0, 1, 2, 3, 4)] == [None, "first", LINE, "last", None]


def test_a_place_that_is_not_there_keeps_its_column() -> None:
    assert COLUMNS.from_bytes("main.c", 99, 7) == COLUMNS.from_scalars("other.c", 1, 7) == 7

import pytest

from wardian.web.prefer import LONGEST_S, applied, wait_s


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("wait=5", 5),
        ("respond-async, wait=10", 10),
        ("wait=10, respond-async", 10),
        ('Wait = "7"', 7),
        ("wait=0", 0),
        ("wait=100000", LONGEST_S),
        ("wait=99999999999", None),
        ("wait=-1", None),
        ("wait=soon", None),
        ("await=5", None),
        ("wait=5x", None),
    ],
)
def test_how_long_an_answer_may_be_held(header: str | None, seconds: float | None) -> None:
    assert wait_s(header) == seconds


def test_what_was_granted_is_told() -> None:
    assert applied(None) == {}
    assert applied(2.0) == {"Preference-Applied": "wait=2"}

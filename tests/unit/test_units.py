import pytest

from wardian.units import GIB, KIB, MIB, duration, size


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (1023, "1023 bytes"), (KIB, "1 KiB"), (1536, "1.5 KiB"), (64 * MIB, "64 MiB"), (GIB, "1 GiB")],
)
def test_bytes_are_told_in_the_largest_unit(count: int, text: str) -> None:
    assert size(count) == text


@pytest.mark.parametrize(("seconds", "text"), [(0.2, "200 ms"), (1.0, "1 s"), (10.5, "10.5 s")])
def test_time_below_a_second_is_told_in_milliseconds(seconds: float, text: str) -> None:
    assert duration(seconds) == text

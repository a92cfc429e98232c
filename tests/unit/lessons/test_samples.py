from __future__ import annotations

from wardian.lessons.samples import Samples, of_us, printed_us


def test_the_middle_one_and_one_that_nine_in_ten_do_not_exceed() -> None:
    assert of_us([float(number) for number in range(1, 12)]) == Samples(11, 1.0, 6.0, 10.0)
    assert of_us([3.0, 1.0, 2.0]).median_us == 2.0


def test_a_program_prints_the_nanoseconds_of_its_rounds() -> None:
    assert printed_us("ns 1500\nchecksum 12\nns 2000\n no ns 7\n") == [1.5, 2.0]

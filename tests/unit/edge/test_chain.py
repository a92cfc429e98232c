"""How deep a request has come through guests."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardian.edge.chain import Budget, Chain, hops
from wardian.settings import Settings


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([], 0),
        (["wardian;hops=3"], 3),
        (["wardian"], 1),
        (["Wardian; Hops=2"], 2),
        (['wardian;hops="4"'], 4),
        (["other, wardian;hops=1, wardian;hops=2"], 3),
        (["wardian;hops=1", "wardian;hops=2"], 3),
        (["wardian;hops=0"], 1),
        (["other;hops=9, wardian-2;hops=9, notwardian"], 0),
        (["wardian;hops=" + "9" * 5000], 10**6),
        ([", ,"], 0),
    ],
)
def test_hops_of_a_request(values: list[str], count: int) -> None:
    assert hops([("host", "h"), *(("cdn-loop", value) for value in values)]) == count


@given(st.text())
def test_any_header_has_a_count(value: str) -> None:
    assert hops([("cdn-loop", value)]) >= 0


def test_a_chain_says_what_the_next_edge_reads() -> None:
    chain = Chain.of(Settings(), [], 0.0)
    assert hops([chain.cdn_loop()]) == 1
    for depth in range(8):
        assert (chain.hops, chain.looping) == (depth, False)
        chain = chain.next()
    assert chain.looping
    assert Chain.of(Settings(), [("cdn-loop", "wardian;hops=8")], 0.0).looping


def test_a_deeper_chain_ends_no_later() -> None:
    chain = Chain.of(Settings(edge_wall_s=10), [], 100.0)
    assert chain.next(105.0).deadline == 105.0
    assert chain.next(500.0).deadline == chain.next().deadline == 110.0


def test_a_budget_is_spent_once() -> None:
    budget = Budget(16)
    taken: list[bool] = []
    threads = [threading.Thread(target=lambda: taken.extend(budget.take() for _ in range(10))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken.count(True) == 16

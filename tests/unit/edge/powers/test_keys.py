"""A guest keeps values from one request to the next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.edge.powers.conftest import SETTINGS, Edge, chain, deployment, refusal

from wardian.edge.powers import Error
from wardian.edge.powers.keys import MOST_LISTED
from wardian.edge.powers.log import MOST_CALLS
from wardian.model import Grants
from wardian.settings import Settings

KV = Grants(kv=True)


def test_values_are_kept(edge: Edge) -> None:
    powers = edge.grant(KV, chain())
    powers.kv_set("a", b"1")
    assert powers.kv_get("a") == b"1"
    assert powers.kv_append("a", b"2") == 2
    assert powers.kv_add("a", 30) == 42
    assert powers.kv_swap("a", b"42", b"43")
    assert not powers.kv_swap("a", None, b"44")
    assert powers.kv_keys("", "") == ["a"]
    assert powers.kv_delete("a")
    assert powers.kv_get("a") is None
    assert [(call.name, call.target, call.outcome, call.bytes_out, call.bytes_in) for call in powers.calls] == [
        ("kv.set", "a", "ok", 1, 0),
        ("kv.get", "a", "ok", 0, 1),
        ("kv.append", "a", "ok", 1, 0),
        ("kv.add", "a", "ok", 0, 0),
        ("kv.swap", "a", "ok", 2, 0),
        ("kv.swap", "a", "ok", 2, 0),
        ("kv.keys", "", "ok", 0, 0),
        ("kv.delete", "a", "ok", 0, 0),
        ("kv.get", "a", "ok", 0, 0),
    ]


def test_a_hot_swap_changes_none_of_them(edge: Edge) -> None:
    """Versions of a deployment have one id."""
    powers = edge.grant(KV, chain())
    powers.kv_set("a", b"1")
    granted = replace(deployment(KV), id=powers._keys._store or "", version=7)
    assert edge.powers(granted, chain()).kv_get("a") == b"1"


@pytest.mark.parametrize(
    "use",
    [
        lambda powers: powers.kv_get("a"),
        lambda powers: powers.kv_set("a", b""),
        lambda powers: powers.kv_append("a", b""),
        lambda powers: powers.kv_add("a", 1),
        lambda powers: powers.kv_swap("a", None, b""),
        lambda powers: powers.kv_delete("a"),
        lambda powers: powers.kv_keys("", ""),
    ],
)
def test_without_the_grant_there_is_none(edge: Edge, use: Callable[[object], object]) -> None:
    powers = edge.grant(Grants(fetch=("h:80",)), chain())
    error, words = refusal(lambda: use(powers))
    assert (error, "kv = true under [grants]" in words) == (Error.NOT_GRANTED, True)
    assert [call.outcome for call in powers.calls] == ["not_granted"]


@pytest.mark.parametrize("key", ["", "a\0b", "k" * 257, "\u00e9" * 129, "\ud800"])
def test_keys_that_are_none(edge: Edge, key: str) -> None:
    powers = edge.grant(KV, chain())
    for use in (lambda: powers.kv_set(key, b""), lambda: powers.kv_get(key), lambda: powers.kv_delete(key)):
        assert refusal(use)[0] is Error.INVALID


def test_what_is_no_number_is_told(edge: Edge) -> None:
    powers = edge.grant(KV, chain())
    powers.kv_set("a", b"many")
    error, words = refusal(lambda: powers.kv_add("a", 1))
    assert (error, "decimal number" in words) == (Error.INVALID, True)


def test_limits_name_themselves(make_edge: Callable[[Settings], Edge]) -> None:
    settings = replace(SETTINGS, edge_kv_keys=2, edge_kv_value=2048, edge_kv_bytes=3072)
    powers = make_edge(settings).grant(KV, chain())
    powers.kv_set("a", bytes(2048))
    powers.kv_set("b", bytes(1024))
    assert refusal(lambda: powers.kv_set("a", bytes(2049))) == (
        Error.TOO_LARGE,
        "The value would be larger than 2 KiB, which is the most.",
    )
    assert refusal(lambda: powers.kv_append("b", b"x")) == (
        Error.FULL,
        "The values in the store may have 3 KiB together; delete some first.",
    )
    assert refusal(lambda: powers.kv_set("c", b"")) == (
        Error.FULL,
        "The store has 2 keys, which is the most; delete some first.",
    )


def test_a_request_uses_the_store_so_often(make_edge: Callable[[Settings], Edge]) -> None:
    powers = make_edge(replace(SETTINGS, edge_kv_calls=3)).grant(KV, chain())
    for _ in range(3):
        powers.kv_add("a", 1)
    error, words = refusal(lambda: powers.kv_get("a"))
    assert (error, "3 times" in words) == (Error.TOO_MANY, True)


def test_keys_come_in_parts(edge: Edge) -> None:
    powers = edge.grant(KV, chain())
    names = [f"user/{number:03}" for number in range(MOST_LISTED + 5)]
    for name in ["other", *names]:
        powers.kv_set(name, b"")
    first = powers.kv_keys("user/", "")
    assert first == names[:MOST_LISTED]
    assert powers.kv_keys("user/", first[-1]) == names[MOST_LISTED:]
    assert powers.kv_keys("none", "") == []


def test_a_receipt_stays_small(edge: Edge) -> None:
    powers = edge.grant(KV, chain())
    for _ in range(MOST_CALLS + 50):
        powers.kv_get("k" * 250)
    assert len(powers.calls) == MOST_CALLS
    assert all(len(call.target) == 200 for call in powers.calls)


def test_runs_at_once_lose_nothing(edge: Edge) -> None:
    first = edge.grant(KV, chain())
    granted = replace(deployment(KV), id=first._keys._store or "")
    runs = [edge.powers(granted, chain()) for _ in range(4)]
    threads = [threading.Thread(target=lambda run=run: [run.kv_add("n", 1) for _ in range(50)]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert first.kv_get("n") == b"200"

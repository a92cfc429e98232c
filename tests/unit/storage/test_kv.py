from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tests.unit.storage.conftest import Open, Place

from wardian.model import Artifact, ArtifactKind, Deployment, Language
from wardian.storage.database import Database
from wardian.storage.deployments import DeploymentRecords, Record
from wardian.storage.kv import Caps, KeyValues, NoStore, NotANumber, TooManyKeys, ValuesTooLarge, ValueTooLarge

CAPS = Caps(keys=5, value=100, values=250)


@pytest.fixture
def new_store(database: Database) -> Callable[[], str]:
    """Deploys something and gives its id."""
    records = DeploymentRecords(database)

    def make() -> str:
        artifact = Artifact("0" * 64, 8, ArtifactKind.WASM)
        end = datetime.now(UTC) + timedelta(hours=1)
        store = uuid4().hex
        deployment = Deployment(f"n-{store}", "b", artifact, Language.C, 1, end, id=store)
        records.add(Record(deployment, "0" * 64), datetime.now(UTC))
        return store

    return make


@pytest.fixture
def store(new_store: Callable[[], str]) -> str:
    return new_store()


@pytest.fixture
def values(database: Database) -> KeyValues:
    return KeyValues(database, CAPS)


def test_a_value_is_kept(values: KeyValues, store: str) -> None:
    assert values.get(store, "a") is None
    values.set(store, "a", b"\0\xff")
    values.set(store, "a", b"again")
    assert values.get(store, "a") == b"again"
    assert values.delete(store, "a")
    assert not values.delete(store, "a")
    assert values.get(store, "a") is None


def test_an_empty_value_is_a_value(values: KeyValues, store: str) -> None:
    values.set(store, "a", b"")
    assert (values.get(store, "a"), values.keys(store)) == (b"", ["a"])
    assert not values.swap(store, "a", None, b"x")


def test_each_deployment_has_its_own(values: KeyValues, new_store: Callable[[], str]) -> None:
    one, other = new_store(), new_store()
    values.set(one, "a", b"1")
    assert values.get(other, "a") is None
    assert values.keys(other) == []
    assert not values.delete(other, "a")
    assert values.add(other, "a", 5) == 5
    assert values.get(one, "a") == b"1"


def test_append(values: KeyValues, store: str) -> None:
    assert [values.append(store, "log", b"abc"), values.append(store, "log", b"de")] == [3, 5]
    assert values.get(store, "log") == b"abcde"


def test_add(values: KeyValues, store: str) -> None:
    assert [values.add(store, "n", by) for by in (1, 41, -50)] == [1, 42, -8]
    assert values.get(store, "n") == b"-8"


@pytest.mark.parametrize("held", [b"", b"x", b"1.5", b" 1", b"+1", b"1_0", "\u0661".encode(), b"9" * 20])
def test_what_is_no_number_is_not_added_to(values: KeyValues, store: str, held: bytes) -> None:
    values.set(store, "n", held)
    with pytest.raises(NotANumber):
        values.add(store, "n", 1)
    assert values.get(store, "n") == held


@pytest.mark.parametrize(("start", "by"), [(2**63 - 1, 1), (-(2**63), -1)])
def test_a_sum_stays_within_64_bits(values: KeyValues, store: str, start: int, by: int) -> None:
    assert values.add(store, "n", start) == start
    with pytest.raises(NotANumber):
        values.add(store, "n", by)


def test_swap(values: KeyValues, store: str) -> None:
    assert not values.swap(store, "a", b"1", b"2")
    assert values.swap(store, "a", None, b"1")
    assert not values.swap(store, "a", b"2", b"3")
    assert values.swap(store, "a", b"1", b"2")
    assert values.get(store, "a") == b"2"


def test_keys_are_all_kept_apart(values: KeyValues, store: str) -> None:
    keys = ["a", "A", "\u00e9", "e\u0301", "a%"]
    for key in keys:
        values.set(store, key, key.encode())
    assert values.keys(store) == sorted(keys, key=str.encode)
    assert [values.get(store, key) for key in keys] == [key.encode() for key in keys]


def test_keys_are_limited(values: KeyValues, store: str) -> None:
    for key in "abcde":
        values.set(store, key, b"1")
    for call in (lambda: values.set(store, "f", b""), lambda: values.add(store, "f", 1)):
        with pytest.raises(TooManyKeys):
            call()
    values.set(store, "a", b"2")
    values.delete(store, "b")
    values.set(store, "f", b"3")
    assert values.keys(store) == list("acdef")


def test_values_are_limited(values: KeyValues, store: str) -> None:
    values.set(store, "a", bytes(100))
    for call in (lambda: values.set(store, "b", bytes(101)), lambda: values.append(store, "a", b"1")):
        with pytest.raises(ValueTooLarge):
            call()
    values.set(store, "b", bytes(100))
    values.set(store, "c", bytes(50))
    with pytest.raises(ValuesTooLarge):
        values.append(store, "c", b"1")
    with pytest.raises(ValuesTooLarge):
        values.swap(store, "c", bytes(50), bytes(51))
    assert values.get(store, "c") == bytes(50)
    values.set(store, "a", bytes(99))
    assert values.append(store, "c", b"1") == 51


def test_another_store_is_no_part_of_the_limits(values: KeyValues, new_store: Callable[[], str]) -> None:
    for _ in range(3):
        store = new_store()
        for key in "ab":
            values.set(store, key, bytes(100))


def test_a_removed_deployment_has_no_store(database: Database, values: KeyValues, store: str) -> None:
    values.set(store, "a", b"1")
    records = DeploymentRecords(database)
    record = records.find(f"n-{store}")
    assert record is not None
    records.remove(record.deployment)
    assert values.get(store, "a") is None
    with pytest.raises(NoStore):
        values.set(store, "a", b"1")


ADDER = """
import sys
from pathlib import Path
from wardian.storage.database import Database
from wardian.storage.kv import Caps, KeyValues

values = KeyValues(Database.of(sys.argv[1], Path(sys.argv[2])), Caps(1000, 100_000, 1_000_000))
sys.stdin.read(1)
for _ in range(100):
    values.add(sys.argv[3], "count", 1)
    values.append(sys.argv[3], "log", sys.argv[4].encode())
    while not values.swap(sys.argv[3], "swapped", former := values.get(sys.argv[3], "swapped"), (former or b"") + b"x"):
        pass
"""


def test_processes_lose_nothing_to_one_another(place: Place, values: KeyValues, store: str) -> None:
    adders = [
        subprocess.Popen([sys.executable, "-c", ADDER, place.url, str(place.data), store, mark], stdin=subprocess.PIPE)
        for mark in "abcd"
    ]
    for adder in adders:
        assert adder.stdin is not None
        adder.stdin.write(b"!")
        adder.stdin.flush()
    for adder in adders:
        adder.communicate(timeout=60)
        assert adder.returncode == os.EX_OK
    assert values.get(store, "count") == b"400"
    log = values.get(store, "log") or b""
    assert [log.count(mark) for mark in (b"a", b"b", b"c", b"d")] == [100] * 4
    assert values.get(store, "swapped") == b"x" * 400


FILLER = """
import sys
from pathlib import Path
from wardian.storage.database import Database
from wardian.storage.kv import Caps, KeyValues, TooManyKeys

values = KeyValues(Database.of(sys.argv[1], Path(sys.argv[2])), Caps(50, 100, 100_000))
sys.stdin.read(1)
for number in range(50):
    try:
        values.set(sys.argv[3], f"{sys.argv[4]}{number}", b"")
    except TooManyKeys:
        print("full")
"""


def test_processes_fill_no_store_beyond_its_limit(place: Place, values: KeyValues, store: str) -> None:
    fillers = [
        subprocess.Popen(
            [sys.executable, "-c", FILLER, place.url, str(place.data), store, mark],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for mark in "abcd"
    ]
    outputs = [filler.communicate(b"!", timeout=60)[0] for filler in fillers]
    assert len(values.keys(store)) == 50
    assert sum(output.count(b"full") for output in outputs) == 150


def test_what_was_set_outlives_the_process(open_database: Open, values: KeyValues, store: str) -> None:
    values.set(store, "a", b"1")
    assert KeyValues(open_database(), CAPS).get(store, "a") == b"1"

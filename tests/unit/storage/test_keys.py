from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wardian.storage import keys
from wardian.storage.keys import FILE, BadKey, BadSignature, Keys


@pytest.fixture
def made(tmp_path: Path) -> Keys:
    made = Keys.of("", "", tmp_path)
    assert made.make()
    return made


def test_what_was_signed_is_known_and_nothing_else(made: Keys) -> None:
    signature = made.sign(b"fern")
    made.verify(b"fern", signature)
    for statement, wrong in ((b"moss", signature), (b"fern", ""), (b"fern", f"{signature[:17]}AAAA"), (b"fern", "x")):
        with pytest.raises(BadSignature):
            made.verify(statement, wrong)


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: Keys.of("", "", tmp_path).make(), range(8)))
    assert made.count(True) == 1
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / FILE).parent.iterdir()] == ["signing"]


def test_a_process_knows_the_key_that_another_one_made_later(tmp_path: Path) -> None:
    early = Keys.of("", "", tmp_path)
    assert (early.signer(), dict(early.ids())) == (None, {})
    early.verify(b"fern", Keys.of("", "", tmp_path).sign(b"fern"))


def test_an_edge_with_public_keys_alone_checks_and_cannot_sign(tmp_path: Path) -> None:
    private, other = keys.new(), keys.new()
    signature = Keys.of(f"{private} {other}", "", tmp_path).sign(b"fern")
    edge = Keys.of("", f"{keys.public_of(other)} {keys.public_of(private)}", tmp_path)
    edge.verify(b"fern", signature)
    with pytest.raises(BadKey, match="WARDIAN_SIGNING_KEYS"):
        edge.sign(b"fern")
    assert list(tmp_path.iterdir()) == []


def test_another_runners_signature_names_its_key(tmp_path: Path) -> None:
    strange = Keys.of(keys.new(), "", tmp_path)
    with pytest.raises(BadSignature, match=f"the key {strange.signer()}, which is not known here"):
        Keys.of(keys.new(), "", tmp_path).verify(b"fern", strange.sign(b"fern"))


@pytest.mark.parametrize("text", ["fern", "é", "A" * 42, "A" * 44])
def test_what_is_no_key_is_refused_and_not_repeated(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadKey) as refused:
        Keys.of(text, "", tmp_path)
    assert text not in str(refused.value)

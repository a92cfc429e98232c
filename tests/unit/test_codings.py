"""Content negotiation, against RFC 9110 section 12.5.3."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardian.codings import SUFFIXES, accepted

WEIGHTS = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("", ["identity"]),
        ("gzip", ["gzip", "identity"]),
        ("x-gzip", ["gzip", "identity"]),
        ("GZIP , Br", ["br", "gzip", "identity"]),
        ("gzip, deflate, br, zstd", ["br", "gzip", "identity"]),
        ("gzip;q=1.0, br;q=0.5", ["gzip", "br", "identity"]),
        ("gzip;q=0", ["identity"]),
        ("identity;q=0", []),
        ("*;q=0", []),
        ("*", ["br", "gzip", "identity"]),
        ("br, *;q=0", ["br"]),
        ("identity, gzip;q=0.5", ["identity", "gzip"]),
        ("gzip ; q=0.4", ["gzip", "identity"]),
        ("gzip;q=nan, br;q=2, *;q=-1", []),
        ("gzip;level=9", ["identity"]),
        (";,;;q=,=", ["identity"]),
    ],
)
def test_a_header_allows(header: str, codings: list[str]) -> None:
    assert accepted(header) == codings


@given(st.dictionaries(st.sampled_from([*SUFFIXES]), WEIGHTS))
def test_a_coding_with_more_weight_comes_first_and_one_without_never(weights: dict[str, float]) -> None:
    codings = accepted(", ".join(f"{coding};q={weight:g}" for coding, weight in weights.items()))
    named = [weights[coding] for coding in codings if coding in weights]
    assert named == sorted(named, reverse=True)
    assert 0 not in named
    assert ("identity" in codings) == (weights.get("identity", 1) > 0)
    assert set(codings) - {"identity"} == {coding for coding in ("br", "gzip") if weights.get(coding, 0) > 0}


@given(st.text())
def test_any_header_is_understood(header: str) -> None:
    assert set(accepted(header)) <= set(SUFFIXES)

from __future__ import annotations

import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from wardian.edge.python.archive import pack, unpack

PATHS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="/\\"), min_size=1, max_size=20)
FILES = st.dictionaries(PATHS, st.text(st.characters(exclude_categories=["Cs"])), max_size=5)


@given(FILES)
def test_what_is_packed_comes_out_again(files: dict[str, str]) -> None:
    assert unpack(pack(files)) == files


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    assert pack({"a": "1", "b/c": "2"}) == pack({"b/c": "2", "a": "1"})


def test_another_text_gives_other_bytes() -> None:
    assert pack({"a": "1"}) != pack({"a": "2"})


def test_others_can_read_it() -> None:
    with zipfile.ZipFile(BytesIO(pack({"b/é.txt": "ü\r\n", "a": ""}))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a", "b/é.txt"]
        assert archive.read("b/é.txt") == "ü\r\n".encode()

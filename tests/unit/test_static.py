from __future__ import annotations

import os
from pathlib import Path

import pytest

from wardian.static import represent


@pytest.fixture
def script(tmp_path: Path) -> Path:
    for name in ("app.js", "app.js.gz", "app.js.br"):
        (tmp_path / name).write_text(name)
    return tmp_path / "app.js"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "app.js"),
        ("identity", "app.js"),
        ("gzip", "app.js.gz"),
        ("gzip, deflate, br, zstd", "app.js.br"),
        ("GZIP;Q=1.0 , br; q=0.5", "app.js.gz"),
        ("br;q=0, gzip;q=0.1", "app.js.gz"),
        ("*", "app.js.br"),
        ("*;q=0", "app.js"),
        ("br;q=0.5, identity", "app.js"),
        ("identity;q=0, *;q=0.1", "app.js.br"),
        ("br;q=much, gzip;level=9", "app.js"),
        ("zstd, ,;", "app.js"),
    ],
)
def test_the_reader_gets_the_form_that_it_likes_best(script: Path, accept: str, name: str) -> None:
    found = represent(script, accept)
    coding = {"app.js.br": "br", "app.js.gz": "gzip"}.get(name)
    assert (found.path.name, found.headers.get("content-encoding")) == (name, coding)
    assert found.headers["content-type"] == "text/javascript; charset=utf-8"
    assert found.headers["vary"] == "accept-encoding"


def test_a_form_that_is_older_than_its_file_is_passed_over(script: Path) -> None:
    os.utime(script.with_name("app.js.br"), ns=(1, 1))
    assert represent(script, "br, gzip").path.name == "app.js.gz"


def test_each_form_has_an_etag_of_its_own(script: Path) -> None:
    assert len({represent(script, accept).headers["etag"] for accept in ("", "gzip", "br")}) == 3


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.wasm", "application/wasm"),
        ("a.woff2", "font/woff2"),
        ("sitemap.xml.gz", "application/octet-stream"),
        ("notes.unheard-of", "application/octet-stream"),
    ],
)
def test_media_types(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).touch()
    assert represent(tmp_path / name, "").headers["content-type"] == media_type


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        represent(tmp_path / "app.js", "br")

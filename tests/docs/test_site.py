"""What the built site says about itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from wardian import digest
from wardian.model import Language, Project

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "site"


class _Head(HTMLParser):
    def __init__(self, page: Path) -> None:
        super().__init__()
        self.meta = dict[str, str]()
        self.links = dict[str, str]()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[values.get("property", values.get("name", ""))] = values.get("content", "")
        if tag in ("a", "link") and "rel" in values:
            self.links[values["rel"]] = values.get("href", "")


@pytest.mark.parametrize("page", ["", "tutorials/isolation/", "reference/cli/"])
def test_a_link_to_a_page_has_a_title_a_description_and_a_picture(page: str) -> None:
    head = _Head(SITE / page / "index.html")
    for name in ("og:title", "og:description", "og:image", "og:image:alt", "og:url", "description"):
        assert head.meta[name].strip(), name
    picture = head.meta["og:image"].removeprefix("http://localhost:8080/")
    assert (SITE / picture).is_file()


def test_every_page_is_in_the_sitemap() -> None:
    sitemap = (SITE / "sitemap.xml").read_text(encoding="utf-8")
    pages = [page.parent.relative_to(SITE).as_posix() for page in SITE.rglob("index.html")]
    missing = [page for page in pages if f"{page}/</loc>".removeprefix("./") not in sitemap]
    assert len(pages) > 10
    assert missing == []


def test_a_site_that_says_where_its_sources_are_has_edit_links(tmp_path: Path) -> None:
    sources = "https://example.org/wardian/edit/main/site/"
    environ = {**os.environ, "WARDIAN_EDIT_URI": sources, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
    assert _Head(tmp_path / "how-it-works" / "index.html").links["edit"] == f"{sources}how-it-works.md"


def test_programs_that_labs_start_with_are_compiled_with_the_site() -> None:
    labs = json.loads((SITE / "assets/playground/labs/projects.json").read_text(encoding="utf-8"))
    prebuilt = json.loads((SITE / "assets/prebuilt/index.json").read_text(encoding="utf-8"))
    for lab in labs:
        assert lab["key"] == digest.of_sources(Project(Language(lab["language"]), lab["files"]))
        assert lab["key"] in prebuilt
    assert len(labs) > 5

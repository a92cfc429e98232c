"""The guide's tables of the element name what is in the code, no more and no less."""

from __future__ import annotations

import re

from tests.docs.conftest import SITE

SOURCE = SITE.parent / "playground" / "src"
GUIDE = (SITE / "guide" / "your-own-site.md").read_text(encoding="utf-8").partition("### The element")[2]
OF_LABS = ("labs", "lab.js")


def table(head: str) -> set[str]:
    """The names in the first column of the table with this head."""
    rows = GUIDE.partition(f"| {head} |")[2].partition("\n\n")[0].split("\n")[2:]
    assert rows
    return {name for row in rows for name in re.findall(r"`([\w-]+)", row.split("|")[1])}


def test_the_attributes_are_those_that_the_element_reads() -> None:
    files = [file for file in SOURCE.rglob("*.js") if file.relative_to(SOURCE).parts[0] not in OF_LABS]
    read = re.compile(r'\bhost\)?\.(?:has|get)Attribute\("([a-z]+)"\)')
    styled = re.compile(r":host\(\[([a-z]+)[\]=]")
    found = {name for file in files for name in read.findall(file.read_text(encoding="utf-8"))}
    found |= {name for file in SOURCE.glob("*.css") for name in styled.findall(file.read_text(encoding="utf-8"))}
    [named] = re.findall(r"named\(\[([^\]]*)\], \(way\) => host", (SOURCE / "opening.js").read_text(encoding="utf-8"))
    assert table("attribute") == found | set(re.findall(r'"(\w+)"', named))


def test_the_events_are_those_that_it_tells() -> None:
    told = re.findall(r'tell\("([\w-]+)"', (SOURCE / "announce.js").read_text(encoding="utf-8"))
    assert table("event") == set(told)


def test_the_properties_and_methods_are_those_that_it_has() -> None:
    text = (SOURCE / "element.js").read_text(encoding="utf-8")
    members = set(re.findall(r"^  (?:async )?(?:[gs]et )?([a-z]\w*)\(", text, re.MULTILINE))
    assert table("property or method") == members - {"connectedCallback", "disconnectedCallback"}

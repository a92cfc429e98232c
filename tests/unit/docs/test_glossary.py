from __future__ import annotations

import markdown

from wardian.docs.glossary import GlossaryExtension, Term, parse

TERMS = (Term("Guest", "A program that runs inside."), Term("WASI", "A set of imports."))


def convert(text: str, href: str | None = "../glossary/") -> str:
    return markdown.markdown(text, extensions=[GlossaryExtension(TERMS, lambda: href)])


def link(word: str, term: Term) -> str:
    return f'<a class="term" href="../glossary/#{term.anchor}" title="{term.definition}">{word}</a>'


def test_a_term_is_a_heading_and_the_paragraph_after_it() -> None:
    page = "# Glossary\n\n## Linear memory\n\nOne array of [bytes](x.md),\nno *more*.\n\nAside.\n\n## Trap\n\nA stop.\n"
    assert parse(page) == (Term("Linear memory", "One array of bytes, no more."), Term("Trap", "A stop."))
    assert parse(page)[0].anchor == "linear-memory"


def test_the_first_use_on_a_page_is_a_link() -> None:
    assert (
        convert("A guest is a guest.\n\nGuests.") == f"<p>A {link('guest', TERMS[0])} is a guest.</p>\n<p>Guests.</p>"
    )


def test_a_plural_and_a_capital_are_the_same_word() -> None:
    assert link("Guests", TERMS[0]) in convert("Guests come.")


def test_part_of_a_word_is_no_use_of_it() -> None:
    assert convert("A guesthouse, and wasi.") == "<p>A guesthouse, and wasi.</p>"


def test_text_after_markup_is_found() -> None:
    assert link("WASI", TERMS[1]) in convert("It is **all** about WASI.")
    assert link("WASI", TERMS[1]) in convert("It is **all WASI** here.")


def test_headings_code_and_links_stay_as_they_are() -> None:
    text = "# WASI\n\n`WASI` and [WASI](x.md)"
    assert "term" not in convert(text)


def test_the_glossary_does_not_link_to_itself() -> None:
    assert "term" not in convert("WASI", href=None)

import pytest
from tests.contract.examples.conftest import Workshop

from wardian.docs import examples
from wardian.docs.config import Kind
from wardian.docs.examples import Example
from wardian.model import Language

BLANK = "blank"
"""The name of an example that has no more than it takes to build."""

GALLERY = pytest.mark.parametrize(
    "example", examples.gallery(), ids=lambda example: f"{example.language}/{example.name}"
)


@GALLERY
def test_an_example_builds_without_a_single_message(workshop: Workshop, example: Example) -> None:
    build = workshop.build(example.language, example.name)

    assert build.diagnostics == ()
    assert build.output


@GALLERY
def test_all_but_the_blank_one_show_something_in_a_browser(workshop: Workshop, example: Example) -> None:
    start = example.run
    outcome = workshop.run(example.language, example.name, start.env, start.stdin.encode(), start.args)

    assert bool(outcome.stdout.decode().strip()) is (example.name != BLANK)


@GALLERY
def test_a_readme_is_a_title_and_a_paragraph(example: Example) -> None:
    text = (examples.folder() / example.language / example.name / "README.md").read_text()

    title, paragraph = text.rstrip("\n").split("\n\n")
    assert title == f"# {example.title} in {example.language.label}"
    assert "\n" not in paragraph


@pytest.mark.parametrize("language", Language)
def test_every_language_has_a_blank_project_and_one_of_every_kind(language: Language) -> None:
    own = [example for example in examples.gallery() if example.language is language]

    assert BLANK in [example.name for example in own]
    assert {example.kind for example in own if example.name != BLANK} == set(Kind)

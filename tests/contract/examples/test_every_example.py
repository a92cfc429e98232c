import pytest
from tests.contract.examples.conftest import Workshop

from wardian.docs import examples
from wardian.docs.examples import Example

GALLERY = pytest.mark.parametrize(
    "example", examples.gallery(), ids=lambda example: f"{example.language}/{example.name}"
)


@GALLERY
def test_an_example_builds_without_a_single_message(workshop: Workshop, example: Example) -> None:
    build = workshop.build(example.language, example.name)

    assert build.diagnostics == ()
    assert build.output


@GALLERY
def test_an_example_shows_something_when_the_browser_runs_it(workshop: Workshop, example: Example) -> None:
    start = example.run
    outcome = workshop.run(example.language, example.name, start.env, start.stdin.encode(), start.args)

    assert outcome.stdout.decode().strip()


@GALLERY
def test_a_readme_is_a_title_and_a_paragraph(example: Example) -> None:
    text = (examples.folder() / example.language / example.name / "README.md").read_text()

    title, paragraph = text.rstrip("\n").split("\n\n")
    assert title == f"# {example.title} in {example.language.label}"
    assert "\n" not in paragraph

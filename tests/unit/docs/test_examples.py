import re
from pathlib import Path

import pytest

from wardian.docs import examples
from wardian.docs.config import Kind, Run
from wardian.docs.tables import ExampleError
from wardian.model import Language

CONFIG = """\
title = "Counter"
description = "Count to three."
kind = "console"
language = "c"
order = 7
"""


@pytest.fixture
def counter(tmp_path: Path) -> Path:
    folder = tmp_path / "c" / "counter"
    (folder / "lib").mkdir(parents=True)
    (folder / "wardian.toml").write_text(CONFIG)
    (folder / "README.md").write_text("# Counter\n")
    (folder / "main.c").write_text("int main(void) {}\n")
    (folder / "lib" / "count.c").write_text("int count;\n")
    return folder


def test_an_example_has_its_entry_file_first_and_no_files_about_itself(counter: Path) -> None:
    (counter / "count.h").write_text("extern int count;\n")
    (counter / ".main.c.swp").write_text("left by an editor")
    (counter / "__pycache__").mkdir()
    (counter / "__pycache__" / "app.pyc").write_bytes(b"\xff")

    example = examples.load(counter)

    assert list(example.files) == ["main.c", "count.h", "lib/count.c"]
    assert (example.language, example.name, example.kind, example.order) == (Language.C, "counter", Kind.CONSOLE, 7)
    assert example.run == Run()


@pytest.mark.parametrize("missing", ["README.md", "main.c"])
def test_a_missing_file_is_named(counter: Path, missing: str) -> None:
    (counter / missing).unlink()

    with pytest.raises(ExampleError) as raised:
        examples.gallery(counter.parents[1])

    assert str(raised.value).startswith(f"{counter / missing}: is missing")


def test_a_folder_without_wardian_toml_is_not_in_the_gallery(counter: Path) -> None:
    (counter / "wardian.toml").unlink()

    assert examples.gallery(counter.parents[1]) == ()
    with pytest.raises(ExampleError, match=r"wardian\.toml: is missing"):
        examples.load(counter)


def test_an_example_in_another_languages_folder_is_refused(counter: Path) -> None:
    (counter / "wardian.toml").write_text(CONFIG.replace('"c"', '"rust"'))
    (counter / "main.rs").write_text("fn main() {}\n")

    with pytest.raises(ExampleError, match="language is 'rust', but the folder is c/"):
        examples.gallery(counter.parents[1])


def test_sources_must_be_text(counter: Path) -> None:
    (counter / "photo.png").write_bytes(b"\x89PNG")

    with pytest.raises(ExampleError, match=r"photo\.png: is not UTF-8 text"):
        examples.load(counter)


def test_the_gallery_is_in_order_within_each_language(counter: Path) -> None:
    first = counter.parent / "zero"
    first.mkdir()
    for file in ("README.md", "main.c"):
        (first / file).write_text("\n")
    (first / "wardian.toml").write_text(CONFIG.replace("order = 7", "order = 1"))

    assert [example.name for example in examples.gallery(counter.parents[1])] == ["zero", "counter"]


@pytest.mark.parametrize("language", Language)
def test_a_new_project_starts_with_hello(language: Language) -> None:
    files = examples.default_files(language)

    assert list(files) == [language.entry]
    assert "Hello from a sealed case!" in files[language.entry]


def test_a_site_publishes_what_the_playground_needs() -> None:
    gallery = examples.gallery()

    documents = examples.documents(gallery)

    index = documents.pop("index.json")
    assert [(entry["language"], entry["name"]) for entry in index] == [
        (example.language, example.name) for example in gallery
    ]
    assert list(documents) == [f"{entry['language']}/{entry['name']}.json" for entry in index]
    for entry, full in zip(index, documents.values(), strict=True):
        assert full.items() >= entry.items()
        assert full["entry"] in full["files"]
        assert set(full["run"]) == {"args", "stdin", "env"}
        assert re.fullmatch("[0-9a-f]{16}", full["key"])

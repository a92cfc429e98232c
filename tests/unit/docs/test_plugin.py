"""Sites that mkdocs builds with the plugin."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = "site_name: Foreign\ntheme: mkdocs\nplugins: [wardian]\n"
HEAD = "---\ntitle: Home\n---\n\n# Home\n\n"
GOOD = '```playground language="c"\nint main(void) {}\n```\n'


def build(folder: Path, page: str, config: str = CONFIG, *options: str) -> subprocess.CompletedProcess[str]:
    """The site is in `folder / "site"`."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "index.md").write_text(page, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_a_site_has_the_front_end_the_gallery_and_the_script(tmp_path: Path) -> None:
    result = build(tmp_path, HEAD + GOOD, CONFIG, "--strict")
    site = tmp_path / "site"

    assert result.returncode == 0, result.stderr
    html = (site / "index.html").read_text()
    assert "<wardian-playground embedded" in html
    assert html.count('src="assets/playground/playground.js" type="module"') == 1
    assert (site / "assets/playground/playground.js").is_file()
    assert (site / "assets/playground/frame/frame.html").is_file()
    assert not [path for path in site.rglob("*") if path.name == ".done"]
    assert len(json.loads((site / "assets/examples/index.json").read_text())) > 10
    assert json.loads((site / "assets/playground/site.json").read_text()) == {"runner": None}


def test_a_site_may_name_its_runner(tmp_path: Path) -> None:
    config = f"{CONFIG}extra:\n  wardian:\n    runner: https://runner.example\n"

    assert build(tmp_path, HEAD, config).returncode == 0
    assert json.loads((tmp_path / "site/assets/playground/site.json").read_text()) == {
        "runner": "https://runner.example"
    }


@pytest.mark.parametrize("runner", ["runner.example", "ftp://runner.example", "[8080]", "{port: 1}"])
def test_a_runner_that_is_no_address_fails_the_build(tmp_path: Path, runner: str) -> None:
    result = build(tmp_path, HEAD, f"{CONFIG}extra:\n  wardian:\n    runner: {runner}\n")

    assert result.returncode == 1
    assert "extra.wardian.runner must be an http or https address, not" in result.stderr


def test_a_site_may_have_examples_of_its_own(tmp_path: Path) -> None:
    example = tmp_path / "programs/c/mine"
    example.mkdir(parents=True)
    (example / "main.c").write_text("int main(void) {}\n")
    (example / "README.md").write_text("# Mine in C\n")
    about = 'title = "Mine"\ndescription = "It does nothing."\nkind = "console"\nlanguage = "c"\norder = 1\n'
    (example / "wardian.toml").write_text(about)
    config = CONFIG.replace("[wardian]", "[wardian: {examples: programs}]")

    result = build(tmp_path, HEAD + '```playground example="c/mine"\n```\n', config, "--strict")

    assert result.returncode == 0, result.stderr
    [summary] = json.loads((tmp_path / "site/assets/examples/index.json").read_text())
    assert summary["title"] == "Mine"


@pytest.mark.parametrize("options", [(), ("--strict",)], ids=["build", "strict build"])
@pytest.mark.parametrize(
    ("fence", "line", "detail"),
    [
        ('```playground language="c" colour="red"\nx\n```', 11, "there is no attribute 'colour'"),
        ('```playground example="c/nix"\n```', 11, 'there is no example "c/nix"; there are '),
        ('```playground language="c"\nx\n-- ../y --\n```', 13, '"../y" is no path of a file'),
        ("```playground language=c\nx\n```", 11, "its attributes cannot be read; write each as name="),
        ("```playground, language\nx\n```", 11, "its attributes cannot be read; write each as name="),
        ('```playground language="c"\nx\n', 11, "it has no end; close it with the same backticks"),
        ('- item\n\n    ```playground language="c"\n  x\n    ```', 13, "it has no end; close it with"),
        ('=== "A"\n\n    ```playground language="rust" run="x"\n    x\n    ```', 13, 'run must be "edge"'),
    ],
)
def test_a_wrong_fence_fails_the_build(
    tmp_path: Path, fence: str, line: int, detail: str, options: tuple[str, ...]
) -> None:
    config = f"{CONFIG}markdown_extensions:\n  - pymdownx.tabbed:\n      alternate_style: true\n"
    result = build(tmp_path, f"{HEAD}{GOOD}\n{fence}\n", config, *options)

    assert result.returncode == 1
    assert f"docs/index.md:{line}: playground fence: {detail}" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_second_of_two_fences_that_begin_alike_is_named_with_its_own_line(tmp_path: Path) -> None:
    result = build(tmp_path, HEAD + GOOD + '```playground language="c"\n```\n')

    assert "docs/index.md:10: playground fence: it has no program: main.c is empty" in result.stderr


def test_a_fence_that_a_page_only_shows_may_be_wrong(tmp_path: Path) -> None:
    assert build(tmp_path, f"{HEAD}````markdown\n```playground language=c\n````\n", CONFIG, "--strict").returncode == 0


def test_a_site_that_lists_the_fence_and_the_script_itself_has_each_once(tmp_path: Path) -> None:
    config = f"""{CONFIG}
extra_javascript:
  - path: assets/playground/playground.js
    type: module
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: playground
          class: playground
          format: !!python/name:wardian.docs.fence.format
          validator: !!python/name:wardian.docs.fence.validate
"""
    result = build(tmp_path, HEAD + GOOD, config, "--strict")

    assert result.returncode == 0, result.stderr
    html = (tmp_path / "site/index.html").read_text()
    assert html.count("<wardian-playground") == html.count('src="assets/playground/playground.js"') == 1

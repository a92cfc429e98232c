"""Projects in the browser: their list, files, history, and archives; nothing typed is lost."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Error, FilePayload, Locator, Page, ViewportSize, expect
from tests.e2e.playground import Playground

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEUlEQVR42mNk+M9Qz8DAwAAADgQBAaH8y6sAAAAASUVORK5CYII="
)
BYTES = bytes(range(256))
EMBEDS = """#include <stdio.h>

static const unsigned char data[] = {
#embed "bytes.bin"
};

int main(void)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < sizeof data; i++) {
        sum += data[i];
    }
    printf("%zu bytes, sum %u\\n", sizeof data, sum);
}
"""


def item(playground: Playground, name: str) -> Locator:
    return playground.element.get_by_role("treeitem", name=name, exact=True)


def tab(playground: Playground, path: str) -> Locator:
    return playground.element.get_by_role("tablist", name="Files").get_by_role("tab", name=path)


def new_file(playground: Playground, path: str, text: str) -> None:
    playground.button("New file").click()
    playground.element.get_by_role("textbox", name="Name").fill(path)
    playground.button("Create").click()
    expect(tab(playground, path)).to_have_attribute("aria-selected", "true")
    playground.write(text)


def upload(playground: Playground, *files: FilePayload) -> None:
    with playground.page.expect_file_chooser() as chooser:
        playground.button("Upload").click()
    chooser.value.set_files(list(files))


def file(name: str, data: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=data)


def show_projects(playground: Playground) -> Locator:
    playground.element.get_by_title("Open the list of your projects").click()
    return playground.element.get_by_role("dialog", name="Your projects")


def download(playground: Playground, button: str) -> bytes:
    with playground.page.expect_download() as got:
        playground.button(button).click()
    return Path(got.value.path()).read_bytes()


def import_zip(playground: Playground, data: bytes) -> Locator:
    dialog = show_projects(playground)
    with playground.page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Import a zip").click()
    chooser.value.set_files([FilePayload(name="given.zip", mimeType="application/zip", buffer=data)])
    return dialog


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return data.getvalue()


def test_what_was_typed_is_there_after_the_tab_was_killed(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.editor.click()
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.type("// not one letter is lost", delay=5)
    with pytest.raises(Error, match="crash"):
        page.goto("chrome://crash")
    again = page.context.new_page()
    Playground(again, playground.url).open("c/hello")
    expect(again.locator(".cm-line").first).to_contain_text("// not one letter is lost#include")


def test_edits_of_an_earlier_version_are_taken_over(playground: Playground, page: Page) -> None:
    kept = json.dumps({"main.c": "int main(void) { return 7; }\n"})
    page.add_init_script(f"localStorage['wardian:1:project:c/hello'] ??= {kept!r}")
    playground.open("c/hello")
    expect(playground.editor).to_contain_text("return 7")
    page.wait_for_function("localStorage['wardian:1:project:c/hello'] === undefined")
    page.evaluate(
        "kept => { localStorage['wardian:1:project:wat/hello'] = kept; }", json.dumps({"main.wat": "(module)"})
    )
    dialog = show_projects(playground)
    expect(dialog).to_contain_text("C · Open now")
    expect(dialog).to_contain_text("WAT · edited")


def test_files_are_added_renamed_moved_and_deleted(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    new_file(playground, "shapes.h", "#define SIDES 4\n")
    item(playground, "shapes.h").click()
    page.keyboard.press("F2")
    playground.element.get_by_role("textbox", name="Name").fill("lib/shapes.h")
    playground.button("Save").click()
    expect(item(playground, "lib")).to_have_attribute("aria-expanded", "true")
    expect(tab(playground, "lib/shapes.h")).to_have_attribute("aria-selected", "true")
    assert playground.text() == "#define SIDES 4"

    new_file(playground, "notes.txt", "first\n")
    item(playground, "notes.txt").locator(".entry").drag_to(item(playground, "lib").locator(".entry").first)
    expect(tab(playground, "lib/notes.txt")).to_be_visible()

    item(playground, "lib").focus()
    page.keyboard.press("Delete")
    expect(item(playground, "shapes.h")).to_be_hidden()
    playground.button("Undo").click()
    expect(item(playground, "shapes.h")).to_be_visible()
    page.reload()
    expect(item(playground, "notes.txt")).to_be_visible()


def test_the_tree_is_walked_by_arrow_keys(playground: Playground, page: Page) -> None:
    playground.open("c/handler")
    new_file(playground, "lib/deep/a.h", "")
    item(playground, "a.h").focus()
    page.keyboard.press("Home")
    expect(item(playground, "lib")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(item(playground, "a.h")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(item(playground, "main.c")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(tab(playground, "json.c")).to_have_attribute("aria-selected", "true")


def test_odd_names_are_refused_in_words(playground: Playground) -> None:
    playground.open("c/hello")
    playground.button("New file").click()
    name = playground.element.get_by_role("textbox", name="Name")
    alert = playground.element.get_by_role("dialog").get_by_role("alert")
    for odd, said in (
        ("../x.h", "must not have the part .."),
        ("-o.c", "starts with -"),
        ("a\\b", "backslash"),
        ("main.c", "already"),
        ("main.c/x.h", "main.c is a file of this project"),
        ("x" * 101, "100 bytes long"),
    ):
        name.fill(odd)
        playground.button("Create").click()
        expect(alert).to_contain_text(said)


def test_tabs_close_and_the_tree_opens_them_again(playground: Playground, page: Page) -> None:
    playground.open("c/handler")
    playground.editor.click()
    page.keyboard.type(" ")
    tab(playground, "http.c").click()
    page.keyboard.press("Delete")
    expect(tab(playground, "http.c")).to_have_count(0)
    tab(playground, "json.h").locator(".cross").click()
    expect(tab(playground, "json.h")).to_have_count(0)
    page.reload()
    playground.expect_ready("c/handler")
    expect(tab(playground, "http.h")).to_be_visible()
    expect(tab(playground, "http.c")).to_have_count(0)
    item(playground, "http.c").click()
    expect(tab(playground, "http.c")).to_have_attribute("aria-selected", "true")
    expect(playground.editor).to_contain_text("http.h")


def test_files_that_are_no_text_are_shown_and_built(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    upload(playground, file("picture.png", PIXEL), file("bytes.bin", BYTES))
    picture = playground.element.get_by_role("img", name="The picture picture.png")
    expect(picture).to_be_visible()
    expect(playground.element.locator(".preview")).to_contain_text("2 × 3 pixels")
    item(playground, "bytes.bin").click()
    expect(playground.element.locator(".hex")).to_contain_text("000000f0  f0 f1 f2")
    item(playground, "main.c").click()
    playground.write(EMBEDS)
    playground.run()
    expect(playground.output).to_contain_text("256 bytes, sum 32640")

    page.reload()
    item(playground, "bytes.bin").click()
    expect(playground.element.locator(".preview")).to_contain_text("256 bytes")


def test_a_python_program_opens_its_data(playground: Playground) -> None:
    playground.open("python/hello")
    upload(playground, file("bytes.bin", BYTES))
    item(playground, "main.py").click()
    playground.write('data = open("bytes.bin", "rb").read()\nprint(len(data), sum(data))\n')
    playground.run()
    expect(playground.output).to_contain_text("256 32640")


def test_several_projects_are_kept_named_copied_and_deleted(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.replace("Hello", "First")
    dialog = show_projects(playground)
    dialog.get_by_role("button", name="Duplicate: Hello").click()
    expect(playground.element.get_by_title("Open the list")).to_have_text("Copy of Hello")
    playground.replace("First", "Second")

    dialog = show_projects(playground)
    dialog.get_by_role("button", name="Rename: Copy of Hello").click()
    dialog.get_by_label("The project's name").fill("My second")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("button", name="Rename: My second")).to_be_visible()
    page.keyboard.press("Escape")

    page.goto(f"{playground.url}/playground/")
    expect(playground.element.get_by_title("Open the list")).to_have_text("My second")
    expect(playground.editor).to_contain_text("Second")

    dialog = show_projects(playground)
    dialog.get_by_role("button", name="Delete: My second").click()
    expect(dialog).to_contain_text("It is kept for a day")
    expect(playground.editor).to_contain_text("First")
    dialog.get_by_role("button", name="Undo: My second").click()
    dialog.get_by_role("button", name="My second", exact=True).click()
    expect(playground.editor).to_contain_text("Second")


def test_an_earlier_state_is_brought_back(playground: Playground) -> None:
    playground.open("c/hello")
    playground.replace("Hello", "Built")
    playground.run()
    playground.expect_ended()
    playground.replace("Built", "Lost")
    playground.button("Reset").click()
    expect(playground.editor).not_to_contain_text("Lost")
    for when, text in (("Before a change", "Lost"), ("Built and run", "Built")):
        playground.button("History").click()
        dialog = playground.element.get_by_role("dialog", name="History")
        row = dialog.get_by_role("listitem").filter(has_text=when).filter(has_text="main.c").last
        row.get_by_role("button").first.click()
        expect(dialog.get_by_role("group", name="What restoring would change")).to_contain_text(text)
        row.get_by_role("button", name="Restore").click()
        expect(playground.editor).to_contain_text(text)


def test_a_downloaded_project_builds_on_the_command_line_and_comes_back(
    playground: Playground, page: Page, tmp_path: Path
) -> None:
    playground.open("c/hello")
    upload(playground, file("bytes.bin", BYTES))
    item(playground, "main.c").click()
    playground.write(EMBEDS)
    archive = download(playground, "Download as zip")
    with zipfile.ZipFile(io.BytesIO(archive)) as unzipped:
        unzipped.extractall(tmp_path)
    folder = tmp_path / "Hello"
    command = [sys.executable, "-m", "wardian", "run", str(folder)]
    assert subprocess.run(command, capture_output=True, text=True, timeout=120).stdout == "256 bytes, sum 32640\n"

    module = download(playground, "Download as .wasm")
    assert module.startswith(b"\0asm")
    built = tmp_path / "built.wasm"
    command = [sys.executable, "-m", "wardian", "build", str(folder), "--output", str(built)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    assert built.read_bytes() == module

    import_zip(playground, archive)
    expect(playground.element).to_have_attribute("data-ready", re.compile("^own/"))
    expect(item(playground, "bytes.bin")).to_be_visible()
    expect(playground.editor).to_contain_text("#embed")


def test_a_folder_is_imported_and_files_are_dropped_in(playground: Playground, tmp_path: Path) -> None:
    folder = tmp_path / "Shapes"
    (folder / "lib").mkdir(parents=True)
    (folder / "main.c").write_text('#include "lib/sides.h"\nint main(void) { return SIDES; }\n')
    (folder / "lib" / "sides.h").write_text("#define SIDES 4\n")
    (folder / ".hidden").write_text("stays")
    playground.open("rust/hello")
    dialog = show_projects(playground)
    with playground.page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Import a folder").click()
    chooser.value.set_files(folder)
    expect(playground.element.get_by_title("Open the list")).to_have_text("Shapes")
    expect(item(playground, "sides.h")).to_be_visible()
    expect(item(playground, ".hidden")).to_have_count(0)

    item(playground, "lib").locator(".entry").first.evaluate("""over => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["dropped"], "notes.txt"));
        const detail = {dataTransfer, bubbles: true, composed: true, cancelable: true};
        for (const type of ["dragover", "drop"]) over.dispatchEvent(new DragEvent(type, detail));
    }""")
    expect(tab(playground, "lib/notes.txt")).to_have_attribute("aria-selected", "true")
    assert playground.text() == "dropped"


def test_what_is_no_project_is_refused_in_words(playground: Playground) -> None:
    playground.open("c/hello")
    for data, said in (
        (b"no archive", "no zip archive that can be read"),
        (zipped({"readme.txt": b"hello"}), "no file in which a program starts"),
        (zipped({"main.c": b"x" * (2**20 + 1)}), "a project may have 1.0 MiB"),
        (zipped({"main.c": b"", **{f"{n}.h": b"" for n in range(64)}}), "There are 65 files; a project may have 64"),
        (zipped({"main.c": b"", "../escape.h": b""}), "must not have the part .."),
        (zipped({"main.c": b"", "main.py": b""}), "A project has one language"),
    ):
        dialog = import_zip(playground, data)
        expect(dialog.get_by_role("alert")).to_contain_text(said)
        playground.page.keyboard.press("Escape")


def test_two_tabs_do_not_overwrite_each_other(playground: Playground, page: Page) -> None:
    playground.open("c/hello")
    playground.replace("Hello", "First tab")
    second = Playground(page.context.new_page(), playground.url)
    second.open("c/hello")
    expect(second.editor).to_contain_text("First tab")
    expect(playground.element.get_by_role("alert").filter(has_text="open in another tab")).to_be_visible()
    second.replace("First tab", "Second tab")

    playground.button("Edit it here").click()
    expect(playground.editor).to_contain_text("Second tab")
    expect(second.element.get_by_role("alert").filter(has_text="open in another tab")).to_be_visible()


FILL = """async () => {
    const request = indexedDB.open("filler", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("bytes", {autoIncrement: true});
    await new Promise((resolve) => (request.onsuccess = resolve));
    const put = (size) => new Promise((resolve) => {
        const transaction = request.result.transaction("bytes", "readwrite");
        transaction.objectStore("bytes").put(crypto.getRandomValues(new Uint8Array(size)));
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
    });
    for (const size of [65536, 4096]) while (await put(size));
}"""


def test_full_storage_is_said_and_left_again(playground: Playground, page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": playground.url, "quotaSize": 20 << 20})
    playground.open("c/hello")
    playground.write("// kept\n")
    page.evaluate(FILL)
    playground.write("// too much\n" * 1000)
    alert = playground.element.get_by_role("alert").filter(has_text="storage is full")
    expect(alert).to_be_visible()
    session.send("Storage.overrideQuotaForOrigin", {"origin": playground.url})
    playground.write("// room again\n")
    expect(alert).to_be_hidden()
    page.reload()
    playground.expect_ready("c/hello")
    expect(playground.editor).to_contain_text("room again")


@pytest.mark.parametrize("width", [320, 1280])
def test_files_and_projects_are_there_for_everybody(playground: Playground, page: Page, width: int) -> None:
    page.set_viewport_size(ViewportSize(width=width, height=800))
    playground.open("c/handler")
    if width < 960:
        playground.button("Files").click()
    expect(item(playground, "main.c")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page, "wardian-playground").violations_count == 0
    show_projects(playground)
    assert Axe().run(page, "wardian-playground").violations_count == 0

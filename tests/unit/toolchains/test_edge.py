"""The functions that a deployment can be granted, as the compilers offer them to programs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from wasmtime import Engine, Module

from wardian.model import Compilation, Language, Profile

pytestmark = pytest.mark.anyio
Compile = Callable[..., Awaitable[Compilation]]

C_ALL = """#include <edge.h>
int main(void)
{
    char text[64];
    int64_t number;
    int handles[] = {edge_send("http://a.example/", .method = "PUT", .body = "b", .size = 1)};
    edge_response one = edge_receive(handles[edge_select(handles, 1, -1)]);
    edge_response two = edge_fetch("http://a.example/");
    edge_head(0, text, sizeof text);
    edge_read(0, text, sizeof text);
    edge_close(0);
    edge_free(&one);
    puts(edge_header(&two, "a"));
    puts(edge_error_name(edge_kv_get("k", text, sizeof text)));
    edge_kv_set("k", "v", 1);
    edge_kv_append("k", "v", 1);
    edge_kv_add("k", 1, &number);
    edge_kv_swap("k", NULL, 0, "v", 1);
    edge_kv_delete("k");
    edge_kv_keys("k", "", text, sizeof text);
    puts(edge_message());
}
"""
RUST_ALL = """use std::io::Read;
fn main() -> edge::Result<()> {
    let mut handles = [edge::send("http://a.example/")?];
    edge::select(&handles, None)?;
    edge::head(handles[0])?;
    let _ = handles[0].read(&mut [0; 8]);
    edge::close(handles[0])?;
    edge::request("http://a.example/").header("a", "b").body("c").most(9).fetch()?;
    edge::kv_set("k", edge::kv_get("k")?.unwrap_or_default())?;
    edge::kv_append("k", "v")?;
    edge::kv_add("k", 1)?;
    edge::kv_swap("k", None, "v")?;
    edge::kv_delete("k")?;
    edge::kv_keys("")?;
    Ok(())
}
"""
ALL = {
    *("send", "select", "head", "read", "close", "message"),
    *("kv_get", "kv_set", "kv_append", "kv_add", "kv_swap", "kv_delete", "kv_keys"),
}


def imported(answer: Compilation) -> set[str | None]:
    """The names of what a module imports from `edge`."""
    assert answer.output is not None, answer.log
    return {one.name for one in Module(Engine(), answer.output).imports if one.module == "edge"}


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize(("language", "program"), [(Language.C, C_ALL), (Language.RUST, RUST_ALL)])
async def test_every_function_compiles_without_a_message(
    compiled: Compile, language: Language, program: str, profile: Profile
) -> None:
    answer = await compiled(language, {language.entry: program}, profile)
    assert answer.diagnostics == ()
    assert imported(answer) == ALL


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize(
    ("language", "program", "names"),
    [
        (Language.C, "#include <edge.h>\nint main(void) { return 0; }\n", set()),
        (Language.C, '#include "edge.h"\nint main(void) { return edge_kv_delete("k"); }\n', {"kv_delete"}),
        (Language.RUST, "fn main() {}\n", set()),
        (Language.RUST, 'fn main() { edge::kv_delete("k").unwrap(); }\n', {"kv_delete", "message"}),
    ],
)
async def test_a_program_imports_what_it_calls_and_no_more(
    compiled: Compile, language: Language, program: str, names: set[str], profile: Profile
) -> None:
    assert imported(await compiled(language, {language.entry: program}, profile)) == names


async def test_several_files_may_include_the_header(compiled: Compile) -> None:
    files = {
        "main.c": '#include <edge.h>\nint kept(void);\nint main(void) { return kept() + edge_kv_delete("a"); }\n',
        "kept.c": '#include <edge.h>\nint kept(void) { return edge_kv_set("a", "b", 1); }\n',
    }
    answer = await compiled(Language.C, files)
    assert answer.diagnostics == ()
    assert imported(answer) == {"kv_delete", "kv_set"}


@pytest.mark.parametrize(
    ("language", "files"),
    [
        (Language.C, {"main.c": '#include "edge.h"\nint main(void) { return EDGE; }\n', "edge.h": "#define EDGE 0\n"}),
        (
            Language.RUST,
            {"main.rs": "mod edge;\nuse edge::one;\nfn main() { one() }\n", "edge.rs": "pub fn one() {}\n"},
        ),
        (Language.RUST, {"main.rs": "mod edge;\nfn main() { edge::one() }\n", "edge/mod.rs": "pub fn one() {}\n"}),
    ],
)
async def test_a_projects_own_file_goes_first(compiled: Compile, language: Language, files: dict[str, str]) -> None:
    assert (await compiled(language, files)).diagnostics == ()

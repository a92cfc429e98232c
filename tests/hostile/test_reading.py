"""Programs that try to read the host while they are compiled.

`{canary}` in a source is the path of a file of the host that everybody may read. After it come the outcomes that
will do.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from wardian.model import Compilation, Language

pytestmark = pytest.mark.anyio
Build = Callable[..., Awaitable[tuple[str, Compilation]]]
FAILS, COMPILES = "fails", "compiles"


def c(name: str, source: str, *ends: str, **files: str) -> object:
    return pytest.param(Language.C, {"main.c": source, **files}, ends, id=f"c-{name}")


def rust(name: str, source: str, *ends: str) -> object:
    return pytest.param(Language.RUST, {"main.rs": source}, ends, id=f"rust-{name}")


def wat(name: str, source: str, *ends: str) -> object:
    return pytest.param(Language.WAT, {"main.wat": source}, ends, id=f"wat-{name}")


MAIN = "int main(void) { return 0; }\n"
EMBED = "#include <stdio.h>\nconst char stolen[] = {\n#embed PATH\n};\nint main(void) { return puts(stolen); }\n"

PROGRAMS = (
    c("include-passwd", f'#include "/etc/passwd"\n{MAIN}', FAILS),
    c("include-canary", f'#include "{{canary}}"\n{MAIN}', FAILS),
    c("include-by-macro", f"#define FILE <{{canary}}>\n#include FILE\n{MAIN}", FAILS),
    c("include-upwards", f'#include "../../../../../../..{{canary}}"\n{MAIN}', FAILS),
    c("include-environment", f'#include "/proc/self/environ"\n{MAIN}', FAILS),
    c("include-open-file", f'#include "/proc/self/fd/0"\n{MAIN}', FAILS),
    c("include-device", f'#include "/dev/stdin"\n{MAIN}', FAILS),
    c(
        "oracle",
        f'#if __has_include("{{canary}}") || __has_embed("{{canary}}")\n#error there\n#endif\n{MAIN}',
        COMPILES,
    ),
    c("dependency-oracle", f'#pragma GCC dependency "{{canary}}"\n{MAIN}', FAILS),
    c("embed-canary", EMBED.replace("PATH", '"{canary}"'), FAILS),
    c("embed-passwd", EMBED.replace("PATH", '"/etc/passwd"'), FAILS),
    c("embed-maps", EMBED.replace("PATH", "</proc/self/maps>"), FAILS),
    c("embed-endless", EMBED.replace("PATH", '"/dev/zero" limit(1000000000)'), FAILS),
    c("incbin-canary", f'__asm__(".incbin \\"{{canary}}\\"");\n{MAIN}', FAILS),
    c("incbin-environment", f'__asm__(".incbin \\"/proc/self/environ\\"");\n{MAIN}', FAILS),
    c("asm-include", f'__asm__(".include \\"{{canary}}\\"");\n{MAIN}', FAILS),
    c("line-directive", '#line 1 "{canary}"\nint x = y;\n', FAILS),
    c("response-file", MAIN, COMPILES, **{"@args.c": "int unused;\n", "-o.c": "int also_unused;\n"}),
    rust("include-str", 'fn main() { print!("{}", include_str!("/etc/passwd")) }', FAILS),
    rust("include-bytes", 'fn main() { print!("{:?}", include_bytes!("{canary}")) }', FAILS),
    rust("include-upwards", 'fn main() { print!("{}", include_str!("../../../../..{canary}")) }', FAILS),
    rust("include-code", 'include!("{canary}"); fn main() {}', FAILS),
    rust("include-environment", 'fn main() { print!("{}", include_str!("/proc/self/environ")) }', FAILS),
    rust("module-path", '#[path = "{canary}"] mod stolen; fn main() {}', FAILS),
    rust("option-env", 'fn main() { print!("{:?}", option_env!("WARDIAN_CANARY")) }', COMPILES),
    rust("env", 'fn main() { print!("{}", env!("WARDIAN_CANARY")) }', FAILS),
    rust("doc-include", '#[doc = include_str!("{canary}")] fn main() {}', FAILS),
    rust("incbin", 'core::arch::global_asm!(".incbin \\"{canary}\\""); fn main() {}', FAILS),
    rust("link-argument", '#[link(name = "{canary}")] unsafe extern "C" {} fn main() {}', FAILS),
    rust("feature", "#![feature(asm_experimental_arch)] fn main() {}", FAILS),
    rust("proc-macro", '#![crate_type = "proc-macro"] fn main() {}', FAILS, COMPILES),
    wat("data-from-file", '(module (data (file "{canary}")))', FAILS),
)


@pytest.mark.parametrize(("language", "files", "ends"), PROGRAMS)
async def test_nothing_of_the_host_is_seen(
    language: Language, files: dict[str, str], ends: tuple[str, ...], build: Build, canary: Path, secret: str
) -> None:
    outcome, answer = await build(
        language, {path: text.replace("{canary}", str(canary)) for path, text in files.items()}
    )
    seen = (answer.output or b"") + answer.log.encode() + repr(answer.diagnostics).encode()
    assert secret.encode() not in seen
    assert b"root:x:" not in seen
    assert outcome in ends, answer.log

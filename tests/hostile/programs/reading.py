"""Programs that try to read the host while they are compiled."""

from __future__ import annotations

from tests.hostile.programs.program import COMPILES, ERROR, c, python, rust, wat

MAIN = "int main(void) { return 0; }\n"
EMBED = "#include <stdio.h>\nconst char stolen[] = {\n#embed PATH\n, 0};\nint main(void) { return puts(stolen); }\n"
USED = "int puts(const char *);\nint main(void) { return puts(secret); }\n"
EVERYWHERE = "".join(
    f'#if __has_include("{{{place}}}") || __has_embed("{{{place}}}")\n#error {place}\n#endif\n'
    for place in ("canary", "home", "cwd", "beside", "data")
)
TO_BE_USED = "extern const char stolen[]; int puts(const char *); int main(void) { return puts(stolen); }\n"
STOLEN = '.section .rodata.s,\\"\\",@\\n.globl stolen\\nstolen:\\n.incbin \\"PATH\\"\\n.size stolen, 9\\n'
INCBIN = f'__asm__("{STOLEN}");\n{TO_BE_USED}'
SHADOWS = ("sitecustomize.py", "json.py", "wasmtime/__init__.py", "engine.py", "encodings/__init__.py")
STR = 'fn main() { print!("{}", include_str!("PATH")) }'

C = (
    c("include-passwd", f'#include "/etc/passwd"\n{MAIN}', ERROR, says="file not found"),
    c("include-canary", f'#include "{{canary}}"\n{USED}', ERROR, says="file not found", steals=True),
    c("include-by-macro", f"#define FILE <{{canary}}>\n#include FILE\n{USED}", ERROR, says="not found", steals=True),
    c("include-upwards", f'#include "../../../../../..{{canary}}"\n{USED}', ERROR, says="not found", steals=True),
    c("include-relative", f'#include "../canary.h"\n{USED}', ERROR, says="not found", steals=True),
    c(
        "include-by-a-header",
        f'#include "a/b.h"\n{USED}',
        ERROR,
        says="not found",
        beside={"a/b.h": '#include "../canary.h"'},
    ),
    c("include-environment", f'#include "/proc/self/environ"\n{MAIN}', ERROR, says="file not found"),
    c("include-open-file", f'#include "/proc/self/fd/0"\n{MAIN}', ERROR, says="file not found"),
    c("include-parents-memory", f'#include "/proc/1/root{{canary}}"\n{MAIN}', ERROR, says="file not found"),
    c("include-device", f'#include "/dev/stdin"\n{MAIN}', ERROR, says="file not found"),
    c("oracle", f"{EVERYWHERE}{MAIN}", COMPILES, steals=False),
    c("dependency-oracle", f'#pragma GCC dependency "{{canary}}"\n{MAIN}', ERROR, says="not found"),
    c("system-header", f"#include_next <{{canary}}>\n{USED}", ERROR, says="not found"),
    c(
        "module-map",
        f"#pragma clang module import stolen\n{MAIN}",
        ERROR,
        COMPILES,
        beside={"module.modulemap": 'module stolen { header "{canary}" }'},
    ),
    c("embed-canary", EMBED.replace("PATH", '"{canary}"'), ERROR, says="file not found", steals=True),
    c("embed-relative", EMBED.replace("PATH", '"../canary.h"'), ERROR, says="file not found", steals=True),
    c("embed-passwd", EMBED.replace("PATH", '"/etc/passwd"'), ERROR, says="file not found"),
    c("embed-maps", EMBED.replace("PATH", "</proc/self/maps>"), ERROR, says="file not found"),
    c("embed-endless", EMBED.replace("PATH", '"/dev/zero" limit(1000000000)'), ERROR, says="file not found"),
    c("incbin-canary", INCBIN.replace("PATH", "{canary}"), ERROR, says="Could not find incbin", steals=True),
    c("incbin-environment", INCBIN.replace("PATH", "/proc/self/environ"), ERROR, says="Could not find incbin"),
    c(
        "asm-include",
        f'__asm__(".include \\"{{canary}}\\"");\n{MAIN}',
        ERROR,
        says="Could not find include",
        steals=True,
    ),
    c("line-directive", '#line 1 "{canary}"\nint x = y;\n', ERROR, says="undeclared"),
    c("library", f'#pragma comment(lib, "{{canary}}")\n{MAIN}', COMPILES, ERROR),
    c("link-option", f'__asm__(".section .linker-options\\n.ascii \\"{{canary}}\\"");\n{MAIN}', ERROR, COMPILES),
    c(
        "names-for-a-shell",
        MAIN,
        COMPILES,
        beside={"$(cat canary.h).c": "int a;\n", "; exit 3 #'\".c": "int b;\n", "`id`/a x/y.c": "int c;\n"},
    ),
    c(
        "names-of-objects",
        MAIN,
        ERROR,
        says="a.c.o",
        beside={"a.c": "int a;\n", "a.c.o": "not an object", "libc.a": "!<arch>\n"},
    ),
    c(
        "configuration",
        MAIN,
        COMPILES,
        beside={".clang-format": "BasedOnStyle: file:{canary}", "clang.cfg": "@{canary}"},
    ),
)

RUST = (
    rust("include-str", STR.replace("PATH", "/etc/passwd"), ERROR, says="couldn't read"),
    rust(
        "include-bytes",
        'fn main() { print!("{:?}", include_bytes!("{canary}")) }',
        ERROR,
        says="couldn't read",
        steals=True,
    ),
    rust("include-upwards", STR.replace("PATH", "../../../../..{canary}"), ERROR, says="couldn't read", steals=True),
    rust("include-relative", STR.replace("PATH", "../canary.h"), ERROR, says="couldn't read", steals=True),
    rust("include-home", STR.replace("PATH", "{home}"), ERROR, says="couldn't read"),
    rust("include-beside-the-data", STR.replace("PATH", "{beside}"), ERROR, says="couldn't read"),
    rust("include-code", 'include!("{canary}"); fn main() {}', ERROR, says="couldn't read", steals=True),
    rust("include-environment", STR.replace("PATH", "/proc/self/environ"), ERROR, says="couldn't read"),
    rust("module-path", '#[path = "{canary}"] mod stolen; fn main() {}', ERROR, says="couldn't read", steals=True),
    rust("module-path-nested", 'mod a { #[path = "../../canary.h"] mod b; } fn main() {}', ERROR),
    rust("option-env", 'fn main() { print!("{:?}", option_env!("WARDIAN_CANARY")) }', COMPILES, steals=True),
    rust("env", 'fn main() { print!("{}", env!("WARDIAN_CANARY")) }', ERROR, says="not defined", steals=True),
    rust("doc-include", '#[doc = include_str!("{canary}")] fn main() {}', ERROR, says="couldn't read"),
    rust("incbin", 'core::arch::global_asm!(".incbin \\"{canary}\\""); fn main() {}', ERROR, says="not stable yet"),
    rust("link-argument", '#[link(name = "{canary}")] unsafe extern "C" {} fn main() {}', ERROR),
    rust(
        "link-arguments",
        '#![feature(link_args)] #[link(kind = "raw-dylib", name = "{canary}")] unsafe extern "C" {} fn main() {}',
        ERROR,
    ),
    rust("feature", "#![feature(asm_experimental_arch)] fn main() {}", ERROR, says="may not be used on the stable"),
    rust("proc-macro", '#![crate_type = "proc-macro"] fn main() {}', ERROR, COMPILES),
    rust("extern-crate", "extern crate proc_macro; extern crate rustc_driver; fn main() {}", ERROR),
    rust(
        "build-script",
        "fn main() {}",
        COMPILES,
        beside={
            "build.rs": 'fn main() { std::process::Command::new("sh").spawn().unwrap(); }',
            ".cargo/config.toml": '[build]\nrustc-wrapper = "{canary}"\n',
            "rust-toolchain.toml": '[toolchain]\npath = "{canary}"\n',
            "rustfmt.toml": "unstable_features = true\n",
        },
    ),
)

PYTHON = (
    python("coding-of-a-file", "# -*- coding: {canary} -*-\nprint()\n", COMPILES),
    python(
        "coding-of-a-module", "# coding: stolen\nprint()\n", ERROR, says="encoding", beside={"stolen.py": "import os\n"}
    ),
    python("reads-when-it-runs", 'print(open("{canary}").read())\n', COMPILES),
    python(
        "shadows-the-checker",
        "print()\n",
        COMPILES,
        beside=dict.fromkeys(SHADOWS, 'raise SystemExit(open("{canary}").read())\n'),
    ),
    python(
        "configuration",
        "x = 1\n",
        COMPILES,
        beside={
            "pyproject.toml": '[tool.ruff]\nextend = "{canary}"\n',
            "ruff.toml": 'extend = "{canary}"\n',
            "pyvenv.cfg": "home = {home}\n",
            "stolen.pth": "import os; os.system('sh')\n",
        },
    ),
)

WAT = (
    wat("data-from-file", '(module (data (file "{canary}")))', ERROR),
    wat("names-of-the-host", '(module (memory (export "{canary}") 1) (data (i32.const 0) "{home}"))', COMPILES),
    wat(
        "line-directive",
        '(module) (@custom "sourceMappingURL" "file://{canary}") (module (data (file "{canary}")))',
        ERROR,
    ),
    wat("other-files", "(module)", COMPILES, beside={"wasmtime.toml": 'extend = "{canary}"', "main.wasm": "{canary}"}),
)

READING = (*C, *RUST, *PYTHON, *WAT)

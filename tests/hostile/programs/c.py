"""C that wants more than its share while it is compiled."""

from __future__ import annotations

from tests.hostile.programs.program import COMPILES, CPU, CRASH, DISK, ERROR, LOG, MEMORY, OUTPUT, c

MAIN = "int main(void) { return 0; }\n"
TEN = "#define A(x) x x x x x x x x x x\n"

C = (
    c("macro-bomb", f"{TEN}int main(void) {{{'A(' * 9};{')' * 9}}}", MEMORY, CPU),
    c(
        "macro-that-grows",
        "#define B(x, ...) x B2 (x x, __VA_ARGS__)\n"
        + "#define E(x) E1(E1(E1(x)))\n"
        + "#define E1(x) E2(E2(E2(E2(x))))\n"
        + "#define E2(x) x x x x x x x x x x x x x x x x\n"
        + "int main(void) { E(E2(E2(E2(E2(;))))) }",
        MEMORY,
        CPU,
    ),
    c(
        "generic-bomb",
        "#define G(x) _Generic(x, int: x, default: x)\nint a = " + "G(" * 26 + "1" + ")" * 26 + f";\n{MAIN}",
        MEMORY,
        CPU,
    ),
    c("constant-expression-bomb", f"constexpr int a = {'(1 + ' * 200}1{')' * 200};\n{MAIN}", COMPILES),
    c(
        "constant-array-bomb",
        f"constexpr int a[100000000] = {{1}};\n_Static_assert(a[99999999] == 0);\n{MAIN}",
        COMPILES,
        MEMORY,
        CPU,
    ),
    c(
        "nested-structures",
        "".join(f"struct s{n} {{ struct s{n - 1} a, b; }};\n" if n else "struct s0 { int a; };\n" for n in range(80))
        + "struct s79 x;\n"
        + MAIN,
        ERROR,
    ),
    c(
        "vla-types",
        "int f(int n) { typedef int t0[n];"
        + "".join(f"typedef t{n} t{n + 1}[sizeof(t{n})];" for n in range(3000))
        + "return sizeof(t3000); }"
        + MAIN,
        CPU,
        MEMORY,
        CRASH,
    ),
    c("huge-initialised-array", f"char a[2000000000] = {{1}};\n{MAIN}", MEMORY, OUTPUT, DISK),
    c("huge-string-array", f'char a[100000000] = "x";\n{MAIN}', MEMORY, OUTPUT, DISK),
    c("large-array", "int puts(const char *); char a[20000000] = {1}; int main(void) { return puts(a); }", OUTPUT),
    c("disk-by-many-objects", MAIN, DISK, beside={f"{n}.c": f"char a{n}[30000000] = {{1}};\n" for n in range(4)}),
    c(
        "assembly-fills",
        f'__asm__(".section .data.a,\\"\\",@\\n.skip 2000000000, 1\\n");\n{MAIN}',
        MEMORY,
        DISK,
        OUTPUT,
    ),
    c(
        "assembly-repeats",
        f'__asm__(".rept 2000000000\\n.rept 2000000000\\nnop\\n.endr\\n.endr\\n");\n{MAIN}',
        MEMORY,
        CPU,
    ),
    c("assembly-macro-recursion", f'__asm__(".macro m\\n m\\n m\\n.endm\\nm\\n");\n{MAIN}', ERROR, LOG, CPU, MEMORY),
    c("includes-itself", f'#include "main.c"\n{MAIN}', ERROR, says="nested too deeply"),
    c(
        "includes-itself-twice",
        '#if __INCLUDE_LEVEL__ < 40\n#include "main.c"\n#include "main.c"\n#endif\nint a;\n',
        CPU,
        ERROR,
        MEMORY,
    ),
    c(
        "embeds-itself",
        "".join(f'const char a{n}[] = {{\n#embed "main.c"\n}};\n' for n in range(2000)) + MAIN,
        DISK,
        CPU,
        MEMORY,
    ),
    c("deep-parentheses", f"int x = {'(' * 100_000}1{')' * 100_000};\n{MAIN}", ERROR, says="nesting level exceeded"),
    c("deep-operators", f"int x = {'- ' * 400_000}1;\n{MAIN}", CRASH, MEMORY, CPU, COMPILES),
    c("deep-calls", f"int f(int);\nint x(void) {{ return {'f(' * 200_000}1{')' * 200_000}; }}\n{MAIN}", ERROR),
    c("deep-pointers", f"int {'*' * 300_000}x;\n{MAIN}", CRASH, MEMORY, CPU),
    c("compiler-crash", f"#pragma clang __debug crash\n{MAIN}", CRASH),
    c("compiler-assertion", f"#pragma clang __debug llvm_fatal_error\n{MAIN}", CRASH),
    c("compiler-stack-overflow", f"#pragma clang __debug overflow_stack\n{MAIN}", CRASH, CPU),
    c(
        "endless-crash-report",
        f"#pragma clang __debug dump {'x' * 1000}\n#pragma clang __debug parser_crash\n{MAIN}",
        CRASH,
    ),
    c("warnings-flood", "int main(void) {\n" + "1;\n" * 20_000 + "}", LOG),
    c("errors-flood", "x y;\n" * 100_000, ERROR, CPU),
    c("long-lines-flood", "".join(f"#warning {'x' * 10_000}\n" for _ in range(90)) + MAIN, LOG),
    c("include-stack-flood", '#include "h.h"\n' * 3000 + MAIN, LOG, beside={"h.h": "#warning again\n"}),
    c("log-of-control-characters", "#error \x1b]0;title\x07\x1b[2J\u202e\n", ERROR),
    c("symbol-flood", "".join(f"int f{n}(void) {{ return {n}; }}\n" for n in range(15_000)) + MAIN, COMPILES, CPU),
    c(
        "long-switch",
        "int main(int n, char **v) { switch (n) {" + "".join(f"case {n}:" for n in range(50_000)) + ";}}",
        COMPILES,
    ),
    c(
        "forks-and-sockets",
        '#include <unistd.h>\n#include <sys/socket.h>\nint main(void) { fork(); socket(1, 1, 0); execl("sh", 0); }',
        ERROR,
    ),
    c(
        "undefined-flood",
        "".join(f"void f{n}(void);\n" for n in range(20_000))
        + "int main(void) {"
        + "".join(f"f{n}();" for n in range(20_000))
        + "}",
        ERROR,
        CPU,
    ),
    c(
        "sixty-four-sources",
        MAIN,
        CPU,
        ERROR,
        beside={f"{n}.c": f"{TEN}int a{n}[] = {{{'A(' * 6}1,{')' * 6}}};" for n in range(63)},
    ),
)

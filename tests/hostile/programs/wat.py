"""WAT that wants more than its share while it is compiled."""

from __future__ import annotations

from tests.hostile.programs.program import COMPILES, CPU, ERROR, OUTPUT, wat

WAT = (
    wat("memory-of-4-gib", "(module (memory 65536))", COMPILES),
    wat("impossible-memory", "(module (memory 65537))", ERROR, says="memory size"),
    wat("memory-of-16-eib", "(module (memory i64 0x1000000000000))", COMPILES),
    wat("many-memories-of-4-gib", "(module" + "(memory 65536)" * 90 + ")", COMPILES),
    wat("huge-table", "(module (table 4294967295 funcref))", COMPILES),
    wat("million-functions", "(module " + "(func)" * 1_000_000 + ")", COMPILES, CPU),
    wat("too-many-functions", "(module " + "(func)" * 1_000_001 + ")", ERROR, CPU),
    wat("deep-folding", "(module (func " + "(block " * 100_000 + ")" * 100_002, COMPILES),
    wat("deep-comments", "(;" * 300_000, ERROR),
    wat(
        "deep-types",
        "(module (rec "
        + "".join(f"(type (struct (field (ref null {n}))))" for n in range(1, 20_000))
        + "(type (struct))))",
        COMPILES,
    ),
    wat("many-locals", "(module (func " + "(local i64 i64 i64 i64)" * 30_000 + "))", ERROR, says="locals"),
    wat("huge-data", '(module (memory 100) (data (i32.const 0) "' + "x" * 7_000_000 + '"))', COMPILES),
    wat(
        "too-large-data",
        '(module (memory 200) (data (i32.const 0) "'
        + "x" * 7_000_000
        + '") (data (i32.const 0) "'
        + "x" * 1_300_000
        + '") (@custom "a" "'
        + "x" * 90_000
        + '"))',
        OUTPUT,
    ),
    wat("long-error", "(module (func $" + "x" * 900_000 + " (call $y)))", ERROR),
    wat(
        "exponential-components",
        "(component "
        + "".join(
            f"(type $t{n + 1} (tuple $t{n} $t{n}))" if n else "(type $t0 (tuple u8 u8)) (type $t1 (tuple $t0 $t0))"
            for n in range(60)
        )
        + '(import "f" (func (param "x" $t60))))',
        ERROR,
    ),
)

"""Modules of modest size that take a compiler to machine code without end."""

from __future__ import annotations

from tests.hostile.programs.program import COMPILES, wat

RUNS = '(memory (export "memory") 1) (func (export "_start"))'


def many_values(variables: int, loops: int) -> str:
    """A function whose variables are all alive in all of its loops: registers are sought for every pair of them."""
    steps = (
        f"(loop (local.set {1 + n % variables} (i64.add (local.get {1 + n * 7 % variables}) "
        f"(local.get {1 + n * 13 % variables}))) (br_if 0 (local.get 0)))"
        for n in range(loops)
    )
    uses = (f"(i64.store (i32.const {8 * n}) (local.get {1 + n}))" for n in range(variables))
    return f"(module {RUNS} (func (param i32) (local{' i64' * variables}) {''.join(steps)}{''.join(uses)}))"


CPU = "Compiling it took more than 2 s of CPU time"

ENDLESS = (
    wat("many-values-in-many-loops", many_values(2000, 6000), COMPILES, refused=CPU),
    wat("more-values-in-fewer-loops", many_values(5000, 4000), COMPILES, refused=CPU),
)

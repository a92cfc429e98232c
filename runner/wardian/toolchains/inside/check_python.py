"""Compiles, without running them, the Python files on standard input, with the component that argv[1] names.

argv[2] is the memory that one file may take to compile, in bytes. Standard input is a JSON object of sources by path.
Standard output is a JSON object of lists by path, whose items are lists in the order of FIELDS; see guest/world.wit.
"""

import json
import sys

sys.path.append("/packages")

from engine import make_engine  # type: ignore[import-not-found]
from wasmtime import Engine, Store, WasiConfig, WasmtimeError
from wasmtime.component import Component, Linker

FIELDS = ("error", "message", "line", "column", "end-line", "end-column")
TOO_COMPLEX = [True, "Python cannot compile this file: it is nested too deeply.", 0, 0, 0, 0]


def main(compiled: str, memory: int) -> None:
    files = json.load(sys.stdin)
    engine = make_engine()
    component = Component.deserialize_file(engine, compiled)
    linker = make_linker(engine)
    json.dump({path: check(linker, component, memory, path, files[path]) for path in files}, sys.stdout)


def make_linker(engine: Engine) -> Linker:
    linker = Linker(engine)
    linker.add_wasip2()
    with linker.root() as root, root.add_instance("wardian:python/clock@1.0.0") as clock:
        clock.add_func("sleep", never)
    return linker


def never(store: object, nanoseconds: int) -> None:
    raise WasmtimeError("compiling does not wait")


def check(linker: Linker, component: Component, memory: int, path: str, source: str) -> list[list[object]]:
    with Store(linker.engine) as store:
        store.set_limits(memory_size=memory)
        store.set_epoch_deadline(1)  # nothing advances the epoch: the sandbox keeps the time
        store.set_wasi(WasiConfig())
        function = linker.instantiate(store, component).get_func(store, "check")
        if function is None:
            raise LookupError("the component does not export `check`")
        try:
            found = function(store, path, source)
        except WasmtimeError:
            return [TOO_COMPLEX]
    return [[getattr(diagnostic, name) for name in FIELDS] for diagnostic in found]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""Compiles, without running them, the Python files on standard input, with the component that argv[1] names.

argv[2] is the memory that one file may take to compile, in bytes. Standard input is a JSON object of sources by path.
Standard output is a JSON object of lists by path, whose items are lists in the order of FIELDS; see guest/world.wit.
When memory runs out, this fails with a MemoryError, or with what wasmtime or the component say of it.
"""

import json
import sys

sys.path.append("/packages")

from engine import make_engine  # type: ignore[import-not-found]
from wasmtime import Engine, Store, WasiConfig, WasmtimeError
from wasmtime.component import Component, ComponentInstanceType, FuncType, Linker

FIELDS = ("error", "code", "message", "line", "column", "end-line", "end-column")
STACK_OVERFLOW = "call stack exhausted"
NO_REASON = ": ."
"""Python has a reason for refusing what is nested too deeply, and none when it is refused memory."""

TOO_COMPLEX = [True, "MemoryError", "Python cannot compile this file: it is nested too deeply.", 0, 0, 0, 0]


def main(compiled: str, memory: int) -> None:
    files = json.load(sys.stdin)
    engine = make_engine()
    component = Component.deserialize_file(engine, compiled)
    linker = make_linker(engine, component)
    json.dump({path: check(linker, component, memory, path, files[path]) for path in files}, sys.stdout)


def make_linker(engine: Engine, component: Component) -> Linker:
    """Our own interfaces are there by name: compiling calls none of their functions."""
    linker = Linker(engine)
    linker.add_wasip2()
    with linker.root() as root:
        for interface, wanted in component.type.imports(engine).items():
            if interface.startswith("wardian:") and isinstance(wanted.ty, ComponentInstanceType):
                with root.add_instance(interface) as instance:
                    for name, member in wanted.ty.exports(engine).items():
                        if isinstance(member.ty, FuncType):
                            instance.add_func(name, never)
    return linker


def never(store: object, *arguments: object) -> None:
    raise WasmtimeError("compiling calls nothing")


def check(linker: Linker, component: Component, memory: int, path: str, source: str) -> list[list[object]]:
    with Store(linker.engine) as store:
        store.set_limits(memory_size=memory)
        store.set_fuel(2**62)  # the engine counts; nothing here asks
        store.set_epoch_deadline(1)  # nothing advances the epoch: the sandbox keeps the time
        wasi = WasiConfig()
        wasi.inherit_stderr()  # where the component says why it gives up
        store.set_wasi(wasi)
        function = linker.instantiate(store, component).get_func(store, "check")
        if function is None:
            raise LookupError("the component does not export `check`")
        try:
            found = function(store, path, source)
        except WasmtimeError as trap:
            if STACK_OVERFLOW not in str(trap):
                raise
            return [TOO_COMPLEX]
    if any(diagnostic.code == "MemoryError" and diagnostic.message.endswith(NO_REASON) for diagnostic in found):
        raise MemoryError
    return [[getattr(diagnostic, name) for name in FIELDS] for diagnostic in found]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""`python -m wardian.edge.compile MEMORY`: compile the module or component on stdin, onto stdout.

A process of its own, because it may be made to exhaust whoever compiles it; whoever starts it sets its limits.
MEMORY is what the program may use when it runs, in bytes. Exits with REFUSED, and says why on stderr, when it
cannot run on the edge.
"""

from __future__ import annotations

import re
import sys

from wasmtime import Engine, FuncType, MemoryType, Module, WasmtimeError

from wardian.edge import abi, wasi
from wardian.edge.core import make_host
from wardian.edge.engine import make_engine
from wardian.edge.sections import with_little_debug_info
from wardian.units import size

REFUSED = 3
"""The exit code for a module that no program of ours would run."""

_LONGEST = 2000
_MAGIC = b"\0asm"
_VERSION_1 = b"\1\0\0\0"
_COMPONENT = _MAGIC + b"\x0d\0\1\0"
_MEMORY_TOO_LARGE = re.compile(r"memory has a minimum byte size of (\d+)")
_UNKNOWN_IMPORT = re.compile(r"unknown import: `([^`]+)`")


def is_component(wasm: bytes) -> bool:
    """Whether the bytes say that they are a component, of the component model's layer."""
    return wasm.startswith(_COMPONENT)


class NotDeployable(Exception):
    """The module cannot run on the edge; the text says why."""


def compile_module(wasm: bytes, engine: Engine, memory: int) -> bytes:
    """The compiled module. Raises NotDeployable."""
    if wasm[:4] != _MAGIC or wasm[4:8] != _VERSION_1:
        raise NotDeployable("This is not a WebAssembly module.")
    try:
        module = Module(engine, with_little_debug_info(wasm))
    except WasmtimeError as error:
        raise NotDeployable(refusal(str(error), memory)) from error
    _check_imports(module, engine)
    _check_exports(module)
    return bytes(module.serialize())


def refusal(message: str, memory: int) -> str:
    """Why wasmtime does not compile it, in fewer words."""
    if too_large := _MEMORY_TOO_LARGE.search(message):
        return f"The program starts with {size(int(too_large[1]))} of memory; the edge's limit is {size(memory)}."
    lines = [line.strip() for line in message.splitlines() if line.strip() and line.strip() != "Caused by:"]
    return "The module cannot run on the edge: " + "; ".join(lines) + "."


def _check_imports(module: Module, engine: Engine) -> None:
    for wanted in module.imports:
        if wanted.module not in (wasi.MODULE, abi.MODULE):
            raise NotDeployable(
                f"The program imports {wanted.module}.{wanted.name}, which the edge does not offer; "
                f"a program may import from {wasi.MODULE} and {abi.MODULE} only."
            )
    try:
        make_host(engine).linker.instantiate_pre(module)
    except WasmtimeError as error:
        unknown = _UNKNOWN_IMPORT.search(str(error))
        detail = f"imports {unknown[1]}, which does not exist" if unknown else f"does not fit: {error}"
        raise NotDeployable(f"The program {detail}.") from error


def _check_exports(module: Module) -> None:
    exports = {export.name: export.type for export in module.exports}
    start = exports.get("_start")
    if not isinstance(start, FuncType) or start.params or start.results:
        raise NotDeployable('The module exports no function "_start" without parameters: it is not a program to run.')
    if not isinstance(exports.get("memory"), MemoryType):
        raise NotDeployable('The module exports no memory named "memory", which WASI programs must.')


def _compiled(wasm: bytes, memory: int) -> bytes:
    if is_component(wasm):
        from wardian.edge.components.compile import compile_component  # loaded for components alone

        return compile_component(wasm, memory)
    return compile_module(wasm, make_engine(memory, slots=1), memory)


def main(arguments: list[str]) -> int:
    memory = int(arguments[0])
    try:
        compiled = _compiled(sys.stdin.buffer.read(), memory)
    except NotDeployable as refusal:
        print(str(refusal)[:_LONGEST], file=sys.stderr)
        return REFUSED
    sys.stdout.buffer.write(compiled)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

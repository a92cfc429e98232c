"""`python -m wardian.edge.compile IN OUT MEMORY CPU_S COMPILE_MEMORY`: check a module and compile it for the edge.

A process of its own, because the module may be made to exhaust whoever compiles it. IN may be `-`. MEMORY is what the
program may use when it runs, in bytes; CPU_S and COMPILE_MEMORY bound this process. Exits with 3, and says why on
stderr, when the module cannot run on the edge.
"""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

from wasmtime import Engine, FuncType, MemoryType, Module, WasmtimeError

from wardian.edge.engine import make_engine
from wardian.edge.modules import REFUSED, NotDeployable
from wardian.edge.wasi import MODULE, Preview1
from wardian.edge.words import size

_MAGIC = b"\0asm"
_VERSION_1 = b"\1\0\0\0"
_MEMORY_TOO_LARGE = re.compile(r"memory has a minimum byte size of (\d+)")
_UNKNOWN_IMPORT = re.compile(r"unknown import: `([^`]+)`")


def compile_module(wasm: bytes, engine: Engine, memory: int) -> bytes:
    """The compiled module. Raises NotDeployable."""
    if wasm[:4] != _MAGIC or wasm[4:8] != _VERSION_1:
        raise NotDeployable("This is not a WebAssembly module (components are not supported).")
    try:
        module = Module(engine, wasm)
    except WasmtimeError as error:
        raise NotDeployable(_invalid(str(error), memory)) from error
    _check_imports(module, engine)
    _check_exports(module)
    return bytes(module.serialize())


def _invalid(message: str, memory: int) -> str:
    if too_large := _MEMORY_TOO_LARGE.search(message):
        return f"The program starts with {size(int(too_large[1]))} of memory; the edge's limit is {size(memory)}."
    lines = [line.strip() for line in message.splitlines() if line.strip() and line.strip() != "Caused by:"]
    return "The module cannot run on the edge: " + "; ".join(lines) + "."


def _check_imports(module: Module, engine: Engine) -> None:
    for wanted in module.imports:
        if wanted.module != MODULE:
            raise NotDeployable(
                f"The program imports {wanted.module}.{wanted.name}, which the edge does not offer; "
                f"a program may import {MODULE} only."
            )
    try:
        Preview1(engine).linker.instantiate_pre(module)
    except WasmtimeError as error:
        unknown = _UNKNOWN_IMPORT.search(str(error))
        detail = f"imports {unknown[1]}, which WASI does not have" if unknown else f"does not fit: {error}"
        raise NotDeployable(f"The program {detail}.") from error


def _check_exports(module: Module) -> None:
    exports = {export.name: export.type for export in module.exports}
    start = exports.get("_start")
    if not isinstance(start, FuncType) or start.params or start.results:
        raise NotDeployable('The module exports no function "_start" without parameters: it is not a program to run.')
    if not isinstance(exports.get("memory"), MemoryType):
        raise NotDeployable('The module exports no memory named "memory", which WASI programs must.')


def main(arguments: list[str]) -> int:
    source, output = arguments[:2]
    memory, cpu_s, compile_memory = (int(argument) for argument in arguments[2:])
    engine = make_engine(memory, slots=1)
    _limit_this_process(cpu_s, compile_memory)
    wasm = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    try:
        compiled = compile_module(wasm, engine, memory)
    except NotDeployable as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    Path(output).write_bytes(compiled)
    return 0


def _limit_this_process(cpu_s: int, memory: int) -> None:
    """`memory` is on top of the address space that the engine has reserved by now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    address_space = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

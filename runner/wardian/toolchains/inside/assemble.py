"""Assembles the WebAssembly text on standard input and validates it, with the wasmtime library named by argv[1].

The module goes to standard output. With exit code REFUSED, standard error has two parts: a line with the number of the
function whose body is invalid (from 0, imports not counted; empty when it is something else), and the message.
"""

import ctypes
import re
import sys

REFUSED = 3
CODE_SECTION = 10
LINE = 1000


class Bytes(ctypes.Structure):
    """wasm_byte_vec_t of wasm.h."""

    _fields_ = [("size", ctypes.c_size_t), ("data", ctypes.POINTER(ctypes.c_char))]

    def value(self) -> bytes:
        return ctypes.string_at(self.data, self.size)


def main(library: str) -> None:
    wasmtime = ctypes.CDLL(library)
    for name in ("wasmtime_wat2wasm", "wasmtime_module_validate", "wasm_engine_new"):
        getattr(wasmtime, name).restype = ctypes.c_void_p
    text = sys.stdin.buffer.read()
    module = Bytes()
    if error := wasmtime.wasmtime_wat2wasm(text, ctypes.c_size_t(len(text)), ctypes.byref(module)):
        fail(None, message(wasmtime, error))
    engine = ctypes.c_void_p(wasmtime.wasm_engine_new())
    if error := wasmtime.wasmtime_module_validate(engine, module.data, ctypes.c_size_t(module.size)):
        said = message(wasmtime, error)
        offset = re.search(r" \(at offset 0x([0-9a-f]+)\)", said)
        fail(offset and function_at(module.value(), int(offset[1], 16)), said)
    sys.stdout.buffer.write(module.value())


def message(wasmtime: ctypes.CDLL, error: int) -> str:
    text = Bytes()
    wasmtime.wasmtime_error_message(ctypes.c_void_p(error), ctypes.byref(text))
    return text.value().decode()


def fail(function: int | None, said: str) -> None:
    lines = [line[:LINE] for line in said.splitlines()]  # an error shows its line of the source, however long
    print("" if function is None else function, *lines, sep="\n", file=sys.stderr)
    sys.exit(REFUSED)


def function_at(module: bytes, offset: int) -> int | None:
    """The function whose body covers a byte of the module (WebAssembly core specification, 5.5)."""
    position = 8
    while position < len(module):
        section = module[position]
        size, position = unsigned(module, position + 1)
        if section == CODE_SECTION:
            return body_at(module, position, offset)
        position += size
    return None


def body_at(module: bytes, position: int, offset: int) -> int | None:
    count, position = unsigned(module, position)
    for function in range(count):
        size, position = unsigned(module, position)
        if position <= offset <= position + size:
            return function
        position += size
    return None


def unsigned(module: bytes, position: int) -> tuple[int, int]:
    """A LEB128 number and the position after it."""
    value = shift = 0
    while True:
        byte = module[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position


if __name__ == "__main__":
    main(sys.argv[1])

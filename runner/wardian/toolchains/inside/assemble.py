"""Assembles the WebAssembly text on standard input and validates it, with the wasmtime library named by argv[1].

The module goes to standard output. A wrong text is told on standard error, with exit code 1.
"""

import ctypes
import sys


class Bytes(ctypes.Structure):
    """wasm_byte_vec_t of wasm.h."""

    _fields_ = [("size", ctypes.c_size_t), ("data", ctypes.POINTER(ctypes.c_char))]

    def value(self) -> bytes:
        return ctypes.string_at(self.data, self.size)


def main(library: str) -> None:
    wasmtime = ctypes.CDLL(library)
    wasmtime.wasmtime_wat2wasm.restype = ctypes.c_void_p
    wasmtime.wasmtime_module_validate.restype = ctypes.c_void_p
    wasmtime.wasm_engine_new.restype = ctypes.c_void_p
    text = sys.stdin.buffer.read()
    module = Bytes()
    check(wasmtime, wasmtime.wasmtime_wat2wasm(text, ctypes.c_size_t(len(text)), ctypes.byref(module)))
    engine = ctypes.c_void_p(wasmtime.wasm_engine_new())
    check(wasmtime, wasmtime.wasmtime_module_validate(engine, module.data, ctypes.c_size_t(module.size)))
    sys.stdout.buffer.write(module.value())


def check(wasmtime: ctypes.CDLL, error: int | None) -> None:
    if not error:
        return
    message = Bytes()
    wasmtime.wasmtime_error_message(ctypes.c_void_p(error), ctypes.byref(message))
    sys.stderr.buffer.write(message.value() + b"\n")
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1])

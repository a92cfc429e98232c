"""The engine that the Python component is compiled for and run on."""

from __future__ import annotations

from wasmtime import Config, Engine

_STACK = 2 * 2**20


def make_engine() -> Engine:
    config = Config()
    config.epoch_interruption = True
    config.max_wasm_stack = _STACK
    return Engine(config)

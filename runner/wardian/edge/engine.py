"""The one configuration under which guests are compiled and run; compiled modules fit no other."""

from __future__ import annotations

import hashlib
import os
import threading
import time

from wasmtime import Config, Engine, Module, _bindings

TICK_S = 0.01
TABLE_ELEMENTS = 10_000
_REST_AFTER = 100
_STACK = 512 * 1024
_WARM_MEMORY = 128 * 1024
_WARM_TABLE = 64 * 1024

_DETAILS = "WASMTIME_BACKTRACE_DETAILS"
FEATURES_OFF = (
    "wasm_threads",
    "wasm_gc",
    "wasm_function_references",
    "wasm_memory64",
    "wasm_multi_memory",
    "wasm_exceptions",
    "wasm_stack_switching",
)


def make_engine(memory: int, slots: int) -> Engine:
    """An engine with `slots` preallocated instances of one memory of at most `memory` bytes.

    A slot remembers the module it ran last, whose memory image stays mapped, so more slots keep more modules warm.
    """
    config = _config_with_backtraces()
    config.epoch_interruption = True
    config.consume_fuel = True
    config.max_wasm_stack = _STACK
    for feature in FEATURES_OFF:
        setattr(config, feature, False)
    _pool(config, memory, slots)
    return Engine(config)


def _config_with_backtraces() -> Config:
    """Traps name files and lines. A Config reads this variable when it is made; the C API has no other way to ask."""
    before = os.environ.get(_DETAILS)
    os.environ[_DETAILS] = "1"
    try:
        return Config()
    finally:
        del os.environ[_DETAILS]
        if before is not None:
            os.environ[_DETAILS] = before


def _pool(config: Config, memory: int, slots: int) -> None:
    pool = _bindings.wasmtime_pooling_allocation_config_new()
    try:
        _bindings.wasmtime_pooling_allocation_config_total_core_instances_set(pool, slots)
        _bindings.wasmtime_pooling_allocation_config_total_memories_set(pool, slots)
        _bindings.wasmtime_pooling_allocation_config_total_tables_set(pool, slots)
        _bindings.wasmtime_pooling_allocation_config_max_memory_size_set(pool, memory)
        _bindings.wasmtime_pooling_allocation_config_table_elements_set(pool, TABLE_ELEMENTS)
        _bindings.wasmtime_pooling_allocation_config_linear_memory_keep_resident_set(pool, _WARM_MEMORY)
        _bindings.wasmtime_pooling_allocation_config_table_keep_resident_set(pool, _WARM_TABLE)
        _bindings.wasmtime_pooling_allocation_strategy_set(config.ptr(), pool)
    finally:
        _bindings.wasmtime_pooling_allocation_config_delete(pool)


def fingerprint(engine: Engine) -> str:
    """16 hexadecimal digits that change with wasmtime's version, its settings and the processor."""
    return hashlib.sha256(Module(engine, "(module)").serialize()).hexdigest()[:16]


class Ticker:
    """Advances an engine's epoch every TICK_S, from a thread of its own, while guests run and for a second after.

    Guests may begin and end on several threads at once: they are counted by a list, whose changes are atomic.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._guests: list[None] = []
        self._awake = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="epoch", daemon=True)
        self._thread.start()

    def begin(self) -> None:
        """A guest is about to run; `end` must follow."""
        self._guests.append(None)
        if not self._awake.is_set():
            self._awake.set()

    def end(self) -> None:
        self._guests.pop()

    def close(self) -> None:
        self._closed = True
        self._awake.set()
        self._thread.join()

    def _run(self) -> None:
        idle = 0
        while not self._closed:
            if idle >= _REST_AFTER:
                self._rest()
            time.sleep(TICK_S)
            self._engine.increment_epoch()
            idle = 0 if self._guests else idle + 1

    def _rest(self) -> None:
        """Clears first and looks then, as `begin` counts first and looks then: one of the two sees the other."""
        self._awake.clear()
        if not self._guests and not self._closed:
            self._awake.wait()

"""The engine that the Python component is compiled for and run on.

It stands alone, importing nothing of ours, so that it can be used in the sandbox too.
"""

from __future__ import annotations

from wasmtime import Config, Engine, _bindings

_STACK = 2 * 2**20
_LEAST_MEMORY = 2**25
"""Python itself starts with 28 MiB; when the limit is lower, it is the run that says so."""
_SLOTS = {
    "total_component_instances": 12,
    "total_core_instances": 12 * 24,
    "total_memories": 12,
    "total_tables": 12 * 12,
    "table_elements": 50_000,
    "table_keep_resident": 2**20,
    "max_component_instance_size": 2**22,
    "max_core_instance_size": 2**22,
}
"""Enough for twelve instances of the component, whose libraries are 20 core instances with one memory and 9 tables."""


def make_engine(memory: int | None = None) -> Engine:
    """With `memory`, in bytes, the engine keeps room for instances of that size ready, which saves a quarter of a run.

    A component that is compiled on one engine runs on the other.
    """
    config = Config()
    config.epoch_interruption = True
    config.consume_fuel = True
    config.max_wasm_stack = _STACK
    if memory is not None:
        _pool(config, memory)
    return Engine(config)


def _pool(config: Config, memory: int) -> None:
    pool = _bindings.wasmtime_pooling_allocation_config_new()
    try:
        for name, value in {**_SLOTS, "max_memory_size": max(memory, _LEAST_MEMORY)}.items():
            getattr(_bindings, f"wasmtime_pooling_allocation_config_{name}_set")(pool, value)
        _bindings.wasmtime_pooling_allocation_strategy_set(config.ptr(), pool)
    finally:
        _bindings.wasmtime_pooling_allocation_config_delete(pool)

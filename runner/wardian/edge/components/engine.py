"""The engine that components are compiled for and run on.

It imports nothing but the features that are off, so that it can be used in the sandbox too.
"""

from __future__ import annotations

from wasmtime import Config, Engine, _bindings

from wardian.edge.engine import FEATURES_OFF

GUESTS = 4
"""How many components one process runs at once.

libwasmtime lets each pass values in one call for which it takes 128 MiB, and as much again, before the host sees them.
"""

CORE_INSTANCES = 64
MEMORIES = 4
TABLES = 32
TABLE_ELEMENTS = 50_000
_COMPONENTS = 16
_INSTANCE_SIZE = 2**22
_STACK = 2 * 2**20


def make_engine(memory: int, memories: int = GUESTS * MEMORIES) -> Engine:
    """An engine with room for `memories` memories of at most `memory` bytes, and for GUESTS components otherwise.

    A component that is compiled on one engine runs on the other, whatever their room.
    """
    config = Config()
    config.epoch_interruption = True
    config.max_wasm_stack = _STACK
    for feature in FEATURES_OFF:
        setattr(config, feature, False)
    _pool(config, memory, memories)
    return Engine(config)


def _pool(config: Config, memory: int, memories: int) -> None:
    sizes = {
        "total_component_instances": GUESTS * _COMPONENTS,
        "total_core_instances": GUESTS * CORE_INSTANCES,
        "total_memories": memories,
        "total_tables": GUESTS * TABLES,
        "table_elements": TABLE_ELEMENTS,
        "max_component_instance_size": _INSTANCE_SIZE,
        "max_core_instance_size": _INSTANCE_SIZE,
        "max_memory_size": memory,
        "max_memories_per_component": MEMORIES,
        "max_tables_per_component": TABLES,
        "max_core_instances_per_component": CORE_INSTANCES,
    }
    pool = _bindings.wasmtime_pooling_allocation_config_new()
    try:
        for name, value in sizes.items():
            getattr(_bindings, f"wasmtime_pooling_allocation_config_{name}_set")(pool, value)
        _bindings.wasmtime_pooling_allocation_strategy_set(config.ptr(), pool)
    finally:
        _bindings.wasmtime_pooling_allocation_config_delete(pool)

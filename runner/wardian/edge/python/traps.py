"""Why a component's run ended early, from what the bindings say."""

from __future__ import annotations

from wasmtime import ExitTrap, WasmtimeError

from wardian.edge.failure import Failure

NO_SLOT = "maximum concurrent"
"""Stands in the message when all places of the pool are taken."""

_TRAPS = {"call stack exhausted": 0, "unreachable": 9}


def failure(error: WasmtimeError) -> Failure:
    """The bindings give traps of components as errors, with the reason as the message's last line."""
    if isinstance(error, ExitTrap):
        return Failure(error.code, None, "")
    message = str(error).strip().splitlines()[-1]
    trap = next((code for words, code in _TRAPS.items() if words in message), None)
    return Failure(None, trap, message)

"""How the functions of a WASI interface are written down here: their names and types beside what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from wardian.edge.components.values import Type

_Handler = TypeVar("_Handler", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Function:
    """`handler` is called with the run and then the arguments; what it returns has the type `result`."""

    parameters: Sequence[Type]
    result: Type | None
    handler: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Interface:
    """`name` is without a version: `wasi:io/poll`. `resources` gives the class behind each resource's name."""

    name: str
    resources: dict[str, type] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)

    def function(self, name: str, *parameters: Type, result: Type | None = None) -> Callable[[_Handler], _Handler]:
        """Says that the decorated function is the interface's function of that name."""

        def define(handler: _Handler) -> _Handler:
            self.functions[name] = Function(parameters, result, handler)
            return handler

        return define

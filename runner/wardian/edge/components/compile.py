"""Checks a component and compiles it. Runs in the sandbox, as `wardian.edge.compile` does."""

from __future__ import annotations

from wasmtime import Engine, WasmtimeError
from wasmtime.component import Component, ComponentInstanceType, FuncType, OwnType

from wardian.edge.compile import NotDeployable, refusal
from wardian.edge.components import names
from wardian.edge.components.engine import make_engine


def compile_component(wasm: bytes, memory: int) -> bytes:
    """Machine code for `ComponentRuntime.load`, whose limit of memory in bytes that is. Raises NotDeployable."""
    engine = make_engine(memory, memories=1)
    try:
        component = Component(engine, wasm)
    except WasmtimeError as error:
        raise NotDeployable(refusal(str(error), memory)) from error
    _check_imports(component, engine)
    _check_exports(component, engine)
    return bytes(component.serialize())


def _check_imports(component: Component, engine: Engine) -> None:
    for name, item in component.type.imports(engine).items():
        if not isinstance(item.ty, ComponentInstanceType) or not names.may_be_imported(name):
            raise NotDeployable(
                f"The component imports {name}, which the edge does not offer; it may import WASI 0.2 only."
            )


def _check_exports(component: Component, engine: Engine) -> None:
    for name, item in component.type.exports(engine).items():
        exported = item.ty
        if names.is_handler(name) and isinstance(exported, ComponentInstanceType) and _handles(exported, engine):
            return
    raise NotDeployable(
        f"The component does not export {names.HANDLER}@0.2.x: it is not a program that answers requests."
    )


def _handles(exported: ComponentInstanceType, engine: Engine) -> bool:
    handle = exported.exports(engine).get("handle")
    type_ = None if handle is None else handle.ty
    return isinstance(type_, FuncType) and type_.result is None and _takes_two_resources(type_)


def _takes_two_resources(type_: FuncType) -> bool:
    parameters = [parameter for _, parameter in type_.params]
    return len(parameters) == 2 and all(isinstance(parameter, OwnType) for parameter in parameters)

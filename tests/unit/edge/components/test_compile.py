from __future__ import annotations

import pytest
from tests.unit.edge.components.conftest import LIMITS
from wasmtime import wat2wasm

from wardian.edge.compile import NotDeployable, is_component
from wardian.edge.components.compile import compile_component


def refusal(wat: str) -> str:
    with pytest.raises(NotDeployable) as refused:
        compile_component(bytes(wat2wasm(wat)), LIMITS.memory)
    return str(refused.value)


def test_a_component_is_told_from_a_module(component: bytes) -> None:
    assert is_component(component)
    assert not is_component(bytes(wat2wasm("(module)")))


def test_a_component_that_answers_no_requests_is_refused() -> None:
    assert "does not export wasi:http/incoming-handler@0.2.x" in refusal("(component)")


def test_an_import_that_is_not_of_wasi_is_refused_by_name() -> None:
    wat = '(component (import "other:keys/store@1.0.0" (instance (export "open" (func)))))'
    assert "imports other:keys/store@1.0.0, which the edge does not offer" in refusal(wat)


def test_wasi_of_another_generation_is_refused() -> None:
    wat = '(component (import "wasi:http/types@0.3.0" (instance (export "x" (func)))))'
    assert "imports wasi:http/types@0.3.0" in refusal(wat)


def test_a_component_that_starts_with_more_memory_than_the_limit_is_refused() -> None:
    wat = "(component (core module $module (memory 1000)) (core instance (instantiate $module)))"
    assert "starts with 62.5 MiB of memory; the edge's limit is 8 MiB" in refusal(wat)


def test_bytes_that_are_no_component_are_refused() -> None:
    with pytest.raises(NotDeployable, match="cannot run on the edge"):
        compile_component(b"\0asm\x0d\0\1\0 no component", LIMITS.memory)


def test_a_handler_of_another_type_is_refused() -> None:
    wat = """
    (component
      (core module $module (func (export "handle") (param i32)))
      (core instance $instance (instantiate $module))
      (func $handle (param "x" u32) (canon lift (core func $instance "handle")))
      (instance $handler (export "handle" (func $handle)))
      (export "wasi:http/incoming-handler@0.2.0" (instance $handler)))
    """
    assert "does not export wasi:http/incoming-handler@0.2.x" in refusal(wat)

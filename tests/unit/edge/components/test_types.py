from __future__ import annotations

import pytest
from tests.unit.edge.components.conftest import Load
from wasmtime import wat2wasm

from wardian.edge.components.runtime import ComponentRuntime
from wardian.edge.outcome import Kind

LIAR = """
(component
  (import "wasi:http/types@0.2.0" (instance $types
    (export "incoming-request" (type (sub resource)))
    (export "response-outparam" (type (sub resource)))))
  (alias export $types "incoming-request" (type $request))
  (alias export $types "response-outparam" (type $out))
  (import "%(interface)s@0.2.0" (instance $wrong (export "%(name)s" (func %(type)s))))
  (core module $memory (memory (export "memory") 1))
  (core instance $memory (instantiate $memory))
  (core func $lowered (canon lower (func $wrong "%(name)s") (memory (core memory $memory "memory"))))
  (core module $module
    (import "host" "wrong" (func $wrong %(core)s))
    (func (export "handle") (param i32 i32) (call $wrong %(arguments)s)))
  (core instance $instance (instantiate $module (with "host" (instance (export "wrong" (func $lowered))))))
  (func $handle (param "request" (own $request)) (param "response-out" (own $out))
    (canon lift (core func $instance "handle")))
  (instance $handler (export "handle" (func $handle)))
  (export "wasi:http/incoming-handler@0.2.0" (instance $handler)))
"""
"""Imports a function of WASI with another type than it has."""


@pytest.mark.parametrize(
    ("interface", "name", "type_", "core", "arguments"),
    [
        ("wasi:io/poll", "poll", '(param "in" u64)', "(param i64)", "(i64.const -1)"),
        ("wasi:io/poll", "poll", '(param "in" string)', "(param i32 i32)", "(i32.const 0) (i32.const 8)"),
        ("wasi:io/poll", "poll", '(param "in" (list u64))', "(param i32 i32)", "(i32.const 0) (i32.const 8)"),
        ("wasi:io/poll", "poll", "", "", ""),
        ("wasi:cli/exit", "exit", '(param "status" (option u64))', "(param i32 i64)", "(i32.const 1) (i64.const -1)"),
        ("wasi:cli/exit", "exit", '(param "a" u64) (param "b" u64)', "(param i64 i64)", "(i64.const 1) (i64.const 1)"),
        (
            "wasi:random/random",
            "get-random-bytes",
            '(param "len" string)',
            "(param i32 i32)",
            "(i32.const 0) (i32.const 1)",
        ),
        ("wasi:random/random", "get-random-u64", "", "", ""),
        ("wasi:random/random", "get-random-u64", "(result s64)", "(result i64)", ") (drop"),
        (
            "wasi:cli/exit",
            "exit",
            '(param "status" (result)) (result u64)',
            "(param i32) (result i64)",
            "(i32.const 0)) (drop",
        ),
    ],
)
def test_a_function_that_is_imported_with_another_type_ends_the_component_alone(
    runtime: ComponentRuntime, load: Load, interface: str, name: str, type_: str, core: str, arguments: str
) -> None:
    values = {"interface": interface, "name": name, "type": type_, "core": core, "arguments": arguments}
    outcome = runtime.run(load(bytes(wat2wasm(LIAR % values))), {})
    assert outcome.kind is Kind.TRAPPED
    assert "type" in outcome.message

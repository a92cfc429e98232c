"""The host's functions as world.wit has them. In the browser another module of this name stands here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from componentize_py_types import Err
from wit_world.imports import edge

from .errors import Code, Error


def send(head: str, body: bytes, timeout_ms: int, most: int) -> int:
    return int(_asked(edge.send, _text(head), _wide(body), timeout_ms, most))


def select(handles: Sequence[int], timeout_ms: int) -> int:
    return int(_asked(edge.select, "".join(map(_character, handles)), timeout_ms))


def head(handle: int) -> str:
    return str(_asked(edge.head, handle))


def read(handle: int, size: int) -> bytes:
    return _narrow(_asked(edge.read, handle, size))


def close(handle: int) -> None:
    _asked(edge.close, handle)


def kv_get(key: str) -> bytes:
    return _narrow(_asked(edge.kv_get, _text(key)))


def kv_set(key: str, value: bytes) -> None:
    _asked(edge.kv_set, _text(key), _wide(value))


def kv_append(key: str, value: bytes) -> int:
    return int(_asked(edge.kv_append, _text(key), _wide(value)))


def kv_add(key: str, by: int) -> int:
    return int(_asked(edge.kv_add, _text(key), by))


def kv_swap(key: str, expected: bytes | None, value: bytes) -> bool:
    return bool(_asked(edge.kv_swap, _text(key), None if expected is None else _wide(expected), _wide(value)))


def kv_delete(key: str) -> bool:
    return bool(_asked(edge.kv_delete, _text(key)))


def kv_keys(prefix: str, after: str) -> list[str]:
    return str(_asked(edge.kv_keys, _text(prefix), _text(after))).split("\0")[:-1]


def _asked(function: Callable[..., Any], *arguments: object) -> Any:
    try:
        return function(*arguments)
    except Err as refused:
        refusal = refused.value
    raise Error(Code(refusal.code), refusal.message)


def _text(text: str) -> str:
    text.encode()  # half of a surrogate pair would end the program without a word
    return text


def _wide(data: bytes) -> str:
    return data.decode("latin-1")


def _narrow(text: str) -> bytes:
    return text.encode("latin-1")


def _character(handle: int) -> str:
    if handle > 0xD7FF:
        raise Error(Code.INVALID, f"There is no handle {handle}.")
    return chr(handle)

"""What a deployment can be granted: fetching from the network and key-value storage.

Every function raises `Error`, with code NOT_GRANTED where the deployment was not granted what it asks for. Text that
stands where bytes are expected is encoded as UTF-8.
"""

from __future__ import annotations

from .errors import Code, Error
from .fetching import Head, Response, close, fetch, head, read, receive, select, send
from .storage import kv_add, kv_append, kv_delete, kv_get, kv_keys, kv_set, kv_swap

__all__ = [
    "Code",
    "Error",
    "Head",
    "Response",
    "close",
    "fetch",
    "head",
    "kv_add",
    "kv_append",
    "kv_delete",
    "kv_get",
    "kv_keys",
    "kv_set",
    "kv_swap",
    "read",
    "receive",
    "select",
    "send",
]

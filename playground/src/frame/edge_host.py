"""The host's functions for the package `edge` in a page, where nothing is granted: every one says so."""

from .errors import Code, Error

_NOT_GRANTED = {}


def say(no_fetch, no_kv):
    """What a program is told that asks for either."""
    _NOT_GRANTED.update(fetch=no_fetch, kv=no_kv)


def __getattr__(name):
    def refuse(*_):
        raise Error(Code.NOT_GRANTED, _NOT_GRANTED["kv" if name.startswith("kv_") else "fetch"])

    return refuse

"""Runs bytecode that no compiler would make, so that the interpreter reads and writes where it must not."""


def victim() -> None:
    return None


code = bytes(range(256)) * 64
victim.__code__ = victim.__code__.replace(co_code=code, co_consts=(), co_names=(), co_stacksize=1)
victim()

"""Calls itself as deep as it can, with the language's own limit taken away."""

import sys

sys.setrecursionlimit(2**31 - 1)


def deeper() -> None:
    deeper()


deeper()

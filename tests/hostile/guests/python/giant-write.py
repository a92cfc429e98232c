"""Writes all of its memory in one call, several times."""

import os

block = bytes(16 << 20)
while True:
    os.write(1, block)

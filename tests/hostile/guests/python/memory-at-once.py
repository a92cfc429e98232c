"""Asks for a gigabyte, and leaves it to the interpreter to say no."""

bytearray(1 << 30)

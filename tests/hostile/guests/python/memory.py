"""Takes memory without end, and goes on when it is refused."""

kept = []
size = 1 << 24
while True:
    try:
        kept.append(bytearray(size))
    except MemoryError:
        size = max(size // 2, 1)

"""A structure so deep that the interpreter, written in C, runs out of its own stack while it frees or shows it."""

nested = None
for _ in range(1_000_000):
    nested = [nested]
print(repr(nested))

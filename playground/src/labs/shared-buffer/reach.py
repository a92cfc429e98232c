"""Python's side: `view` is a JavaScript Uint8Array, `own` memory of Python's own."""

own = bytearray(64)


def add_one(view):
    for index in range(len(view)):
        view[index] = (view[index] + 1) % 256
    return sum(view[index] for index in range(len(view)))


def total():
    return sum(own)

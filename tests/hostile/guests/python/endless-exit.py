"""Says that it is done, and begins to loop when the interpreter cleans up."""

import atexit


def forever() -> None:
    while True:
        pass


atexit.register(forever)
print("Content-Type: text/plain\n\nlooks done")

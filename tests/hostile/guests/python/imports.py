"""Takes the runtime apart from inside: its modules, its builtins, what stands between it and the host."""

import builtins
import gc
import sys

print("Content-Type: text/plain\n\nbefore")
for name in list(sys.modules):
    if name != "__main__":
        sys.modules[name] = None
for thing in gc.get_objects():
    if isinstance(thing, dict) and "__name__" in thing and thing is not globals():
        thing.clear()
builtins.__dict__.clear()

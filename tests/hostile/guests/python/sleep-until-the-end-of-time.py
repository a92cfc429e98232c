"""Sleeps for the longest time that there is, past the standard library, so that a sum in the host may overflow."""

import wit_world.imports.clock as clock

while True:
    clock.sleep(2**64 - 1)

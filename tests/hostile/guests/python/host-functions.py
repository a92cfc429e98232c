"""Calls what the host offers to the runtime with a value that no program would pass."""

import wit_world.imports.clock as clock

clock.sleep(-1)

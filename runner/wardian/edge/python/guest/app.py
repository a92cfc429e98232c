"""The component's exports. All that is imported here is frozen into the snapshot that every instance starts from."""

from __future__ import annotations

import sys

sys.path[:] = [path for path in sys.path if path in ("/python", "/world", "/bundled", "/0")]

from . import stdlib  # noqa: E402

stdlib.embed("/python")

from . import bytecode, clock, diagnose, edge, files, folders, imports, program  # noqa: E402

for part in (clock, files, folders, imports):
    part.install()
stdlib.offer(edge.__name__, "edge")
stdlib.warm()
program.rehearse()


class Guest:
    """The world `guest` of world.wit."""

    def run(
        self,
        files: list[tuple[str, str]],
        binary: list[tuple[str, str]],
        code: str,
        entry: str,
        args: str,
        env: str,
    ) -> int | None:
        return program.run(files, binary, code, entry, args, env)

    def code(self, files: list[tuple[str, str]]) -> str:
        return bytecode.made(files)

    def check(self, path: str, source: str) -> list[object]:
        return diagnose.check(path, source)


WitWorld = Guest  # the name that componentize-py looks for
stdlib.seal()

"""`python -m wardian.edge.python.precompile IN OUT`: compile the component for this machine's processor.

A process of its own, because compiling takes some seconds of every core and hundreds of MiB that would stay allocated.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wasmtime.component import Component

from wardian.edge.python.engine import make_engine


def main(source: str, output: str) -> None:
    component = Component.from_file(make_engine(), source)
    Path(output).write_bytes(component.serialize())


if __name__ == "__main__":
    main(*sys.argv[1:])

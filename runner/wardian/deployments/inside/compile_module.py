"""Runs `wardian.edge.compile` with what the job mounts in /packages."""

import sys

sys.path.append("/packages")

from wardian.edge.compile import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Looks for files of the host by every name that it may have."""

import os
import pathlib

print("Content-Type: text/plain\n")
PATHS = ["/etc/passwd", "../../../../etc/passwd", "/proc/self/environ", "/proc/self/mem", "/dev/zero", "/dev/fd/0"]
opened = []
for path in [*PATHS, *(b"/etc/passwd", "//etc/passwd", "/./etc/passwd", "etc\u2044passwd")]:
    for call in (
        open,
        os.listdir,
        os.stat,
        os.readlink,
        lambda path: os.open(path, 0),
        lambda path: os.open(path, 577),
    ):
        try:
            call(path)
        except (OSError, NotImplementedError):
            continue
        opened.append(path)
found = [str(path) for path in pathlib.Path("/").glob("*/*") if path.name in ("passwd", "environ", "home", "root")]
print(len(opened) + len(found), "opened", *opened, *found)

"""Reaches for memory by address, through the modules that can."""

print("Content-Type: text/plain\n")
opened = []
for name in ("ctypes", "_ctypes", "mmap", "_posixsubprocess", "fcntl", "resource", "pwd", "syslog", "termios"):
    try:
        module = __import__(name)
        {"ctypes": lambda: module.string_at(0), "mmap": lambda: module.mmap(-1, 1 << 40)}.get(name, lambda: None)()
    except BaseException:
        continue
    opened.append(name)
print("still here", *opened)

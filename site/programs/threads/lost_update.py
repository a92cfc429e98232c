"""Two threads each add one to a shared number 200,000 times: unprotected, then under a lock."""

import platform
import sys
import threading

TIMES = 200_000
counter = 0
lock = threading.Lock()


def plus_one(number):
    return number + 1


def unprotected():
    global counter
    for _ in range(TIMES):
        counter = plus_one(counter)


def locked():
    global counter
    for _ in range(TIMES):
        with lock:
            counter = plus_one(counter)


def count(target):
    global counter
    counter = 0
    threads = [threading.Thread(target=target) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter


sys.setswitchinterval(0.00001)  # seconds; the default is 0.005, which loses updates too, but fewer
print(f"{platform.python_implementation()} {platform.python_version()}, two threads, {TIMES:,} additions each")
for target in (unprotected, locked):
    total = count(target)
    print(f"{target.__name__:12}{total:>9,} of {2 * TIMES:,}: {2 * TIMES - total:,} lost")

"""Counting and waiting, twice in a row and then in two threads: the global interpreter lock lets only waits overlap."""

import os
import platform
import sys
import threading
import time


def compute():
    total = 0
    for number in range(3_000_000):
        total += number


def wait():
    time.sleep(0.2)


def in_a_row(work):
    work()
    work()


def in_two_threads(work):
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def milliseconds(how, work):
    start = time.perf_counter()
    how(work)
    return (time.perf_counter() - start) * 1000


gil = getattr(sys, "_is_gil_enabled", lambda: True)()
cores = len(os.sched_getaffinity(0))
python = f"{platform.python_implementation()} {platform.python_version()}"
print(f"{python}, global interpreter lock {'on' if gil else 'off'}, processor cores: {cores}")
for work in (compute, wait):
    row, threads = milliseconds(in_a_row, work), milliseconds(in_two_threads, work)
    print(f"{work.__name__:8} twice in a row {row:4.0f} ms, in two threads {threads:4.0f} ms")

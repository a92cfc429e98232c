"""Keeps more than it may: values too large, keys too long, too many of them, too much of all."""

import os

import edge

print("Content-Type: text/plain\n")
errors = set()
for number in range(2000):
    try:
        edge.kv_set(f"{os.environ['QUERY_STRING']}-{number}", bytes(60_000))
    except edge.Error as error:
        errors.add(error.code.name)
        break
for key, value in (("large", bytes(1 << 20)), ("k" * 100_000, b""), ("", b"")):
    try:
        edge.kv_set(key, value)
        print("took", len(key), len(value))
    except edge.Error as error:
        errors.add(error.code.name)
print(*sorted(errors))

"""Looks for what another deployment has kept, under every name that it might have there."""

import edge

KEYS = [
    "secret",
    "holds-a-secret/secret",
    "../holds-a-secret/secret",
    "holds-a-secret\0secret",
    "%",
    "_ecret",
    "' OR 1=1 --",
]
print("Content-Type: text/plain\n")
found = []
for key in KEYS:
    try:
        found += [key] if edge.kv_get(key) is not None else []
        found += list(edge.kv_keys(key))
    except edge.Error:
        continue
print(len(found) + len(list(edge.kv_keys(""))), "found", *found)

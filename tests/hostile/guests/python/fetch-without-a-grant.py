"""Fetches and keeps without leave."""

import edge

print("Content-Type: text/plain\n")
for call in (
    lambda: edge.fetch("http://neighbour.localhost:EDGE_PORT/"),
    lambda: edge.kv_set("key", b"value"),
    lambda: edge.kv_get("key"),
    lambda: list(edge.kv_keys("")),
):
    try:
        print("took", call())
    except edge.Error as error:
        print(error.code.name)
print("end")

"""Fetches itself, which fetches itself, without end."""

import edge

print("Content-Type: text/plain\n")
answer = edge.fetch("http://fetches-itself.localhost:EDGE_PORT/")
print(answer.status, answer.text)

"""Is redirected to where it may not go by another deployment, which it may ask."""

import os

import edge

print("Content-Type: text/plain\n")
try:
    answer = edge.fetch("http://redirects.localhost:EDGE_PORT/?" + os.environ["QUERY_STRING"])
    print("reached", answer.status)
except edge.Error as error:
    print("not reached:", error.code.name, error)

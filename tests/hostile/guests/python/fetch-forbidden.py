"""Fetches what its visitor names: addresses that are not public, in every spelling."""

import os
from urllib.parse import unquote

import edge

print("Content-Type: text/plain\n")
url = unquote(os.environ["QUERY_STRING"])
try:
    print("reached", url, edge.fetch(url).status)
except edge.Error as error:
    print("not reached:", error.code.name, error)

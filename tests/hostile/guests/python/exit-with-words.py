"""Ends with a message where a number belongs."""

import sys

sys.exit("Content-Type: text/plain\n\nthis is the log")

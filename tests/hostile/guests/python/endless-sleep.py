"""Sleeps for thirty years."""

import time

while True:
    time.sleep(1e9)

"""Ends the process without a word, which would be the edge's if it ran there."""

import os

os._exit(0)

"""A regular expression that takes time exponential in what it matches."""

import re

re.match(r"(a+)+$", "a" * 64 + "b")

"""Wardian: edit code in a page, compile it in a sandbox, run it sealed in the browser or on the edge."""

__version__ = "0.1.0"

"""Runs one untrusted program with nothing but what its job names: see `run`."""

"""Scripts that run in the sandbox, on the standard library alone."""

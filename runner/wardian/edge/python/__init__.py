"""Python on the edge: CPython in one component, a fresh instance for every run."""

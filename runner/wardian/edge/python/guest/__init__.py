"""What runs inside the component, on CPython for WASI. Nothing of the host imports it."""

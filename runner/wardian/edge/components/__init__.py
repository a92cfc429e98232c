"""Runs `wasi:http/proxy` components, whoever made them: https://github.com/WebAssembly/wasi-http (0.2).

Nothing of wasmtime's own WASI is given to them. What they import is defined here, one interface after the other, so
that all they can reach is the request, its answer, their grants and their own clocks.
"""

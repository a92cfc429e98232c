"""The script that runs in the sandbox when a module is compiled for the edge."""

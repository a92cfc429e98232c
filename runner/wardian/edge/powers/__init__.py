"""What a guest may do besides answering, if its deployment was granted it: fetch, and keep values."""

from wardian.edge.powers.powers import Powers
from wardian.edge.powers.refused import Error, Refused

__all__ = ["Error", "Powers", "Refused"]

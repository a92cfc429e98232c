"""What a guest may do besides answering, if its deployment was granted it: fetch, and keep values.

Importing this brings no more than the words for a refusal, since modules are compiled where little else is installed.
"""

from wardian.edge.powers.refused import NO_FETCH, NO_KV, Error, Refused

__all__ = ["NO_FETCH", "NO_KV", "Error", "Refused"]

"""The functions of the import module `edge`, through which a core module uses what it was granted."""

from __future__ import annotations

from wardian.edge.host import Host

MODULE = "edge"


def define_edge(host: Host) -> None:
    """Define them on a host that has none yet. Each finds what its guest may do in `guest.powers`."""

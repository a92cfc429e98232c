"""All that the edge offers to a component, and what it refuses with words of its own."""

from __future__ import annotations

from wardian.edge.components import fetches, fields, polling, streams, system
from wardian.edge.components.interface import Interface

_DEFINED = (
    streams.error,
    polling.poll,
    streams.streams,
    fields.types,
    fetches.outgoing_handler,
    *system.INTERFACES,
)
INTERFACES: dict[str, Interface] = {interface.name: interface for interface in _DEFINED}

RESOURCES: dict[str, type] = {
    name: resource for interface in _DEFINED for name, resource in interface.resources.items()
} | {"io-error": streams.IoError}
"""By the names under which interfaces define them and use each other's."""

KINDS: dict[type, int] = {
    resource: number for number, resource in enumerate(dict.fromkeys(RESOURCES.values()), start=1)
}
"""The numbers by which the linker tells them apart; 0 is any other resource."""

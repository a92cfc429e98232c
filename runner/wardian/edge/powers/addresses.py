"""Which addresses a guest may be connected to.

Only global unicast ones: neither those of the IANA special-purpose registries
(https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry), nor those by which
clouds hand credentials to their machines, nor this machine's own.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from wardian.settings import Networks

Address = IPv4Address | IPv6Address

_V4 = {
    "0.0.0.0/8": "of this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a provider's customers",
    "127.0.0.0/8": "of this machine",
    "168.63.129.16/32": "of a cloud's metadata",  # Azure's; the others' are link-local, shared or 192.0.0.192
    "169.254.0.0/16": "link-local, as metadata of clouds is",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "reserved",
    "192.0.2.0/24": "for documentation",
    "192.88.99.0/24": "reserved",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "for benchmarks",
    "198.51.100.0/24": "for documentation",
    "203.0.113.0/24": "for documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
_V6 = {
    "2001::/23": "reserved",  # Teredo, benchmarks, ORCHID
    "2001:db8::/32": "for documentation",
    "2002::/16": "a tunnel's",  # 6to4
    "3fff::/20": "for documentation",
}
_SPECIAL_V4 = {IPv4Network(network): kind for network, kind in _V4.items()}
_SPECIAL_V6 = {IPv6Network(network): kind for network, kind in _V6.items()}
_GLOBAL_V6 = IPv6Network("2000::/3")
_WRAPPING = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""IPv4-mapped (RFC 4291) and NAT64 (RFC 6052): the last 32 bits are the address that the packets reach."""


def objection(address: Address, allowed: Networks) -> str | None:
    """What kind of address it is, if guests may not reach it. `allowed` are those that they may, public or not."""
    address = _unwrapped(address)
    if any(address in network for network in allowed):
        return None
    kind = _kind_v4(address) if isinstance(address, IPv4Address) else _kind_v6(address)
    if kind is None and _is_own(address):
        return "of this machine"
    return kind


def _unwrapped(address: Address) -> Address:
    if isinstance(address, IPv6Address) and any(address in network for network in _WRAPPING):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def _kind_v4(address: IPv4Address) -> str | None:
    return next((kind for network, kind in _SPECIAL_V4.items() if address in network), None)


def _kind_v6(address: IPv6Address) -> str | None:
    if address not in _GLOBAL_V6:
        return "not public"
    return next((kind for network, kind in _SPECIAL_V6.items() if address in network), None)


def _is_own(address: Address) -> bool:
    """A public address of this machine leads behind its firewall. Only one's own address can be bound to."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True

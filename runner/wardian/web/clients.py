"""Who a client is: those of one address take turns as one, and have one rate."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from starlette.requests import HTTPConnection

from wardian.settings import Networks

_Address = IPv4Address | IPv6Address
_LINK = 64
"""Bits of the prefix that one link has (RFC 4291, section 2.5.4): a host there takes whatever address it likes."""


class Clients:
    def __init__(self, proxies: Networks) -> None:
        """`proxies` are those whose X-Forwarded-For is believed."""
        self._proxies = proxies

    def name(self, request: HTTPConnection) -> str:
        """An IPv4 address or an IPv6 network; what the server says, if that is neither; "" if it says nothing."""
        peer = "" if request.client is None else request.client.host
        address = _parsed(peer)
        if address is None:
            return peer
        forwarded = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
        while self._trusts(address) and forwarded:
            before = _parsed(forwarded.pop().strip())
            if before is None:
                break
            address = before
        return _of_link(address)

    def _trusts(self, address: _Address) -> bool:
        return any(address in network for network in self._proxies)


def _parsed(text: str) -> _Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _of_link(address: _Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((int(address), _LINK), strict=False))

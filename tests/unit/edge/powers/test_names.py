"""Names are looked up where they hold nobody else up."""

from __future__ import annotations

import asyncio
import socket
import threading

import pytest

from wardian.edge.powers.network import Resolver

pytestmark = pytest.mark.anyio


async def test_slow_names_of_one_deployment_hold_no_other_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after it has given them up."""
    may_end = threading.Event()

    def slow(host: str, port: int, **options: object) -> list[object]:
        if host == "slow.test":
            may_end.wait(20)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    resolver = Resolver()
    waiting = [asyncio.ensure_future(resolver.addresses("slow.test", 80, "one")) for _ in range(100)]
    for look_up in waiting[:50]:
        await asyncio.sleep(0)
        look_up.cancel()
    assert await asyncio.wait_for(resolver.addresses("quick.test", 80, "other"), 5)
    may_end.set()
    answers = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)
    assert [str(answer) for answer in answers[50:]] == ["[IPv4Address('127.0.0.1')]"] * 50
    assert await asyncio.wait_for(resolver.addresses("slow.test", 80, "one"), 5)
    resolver.close()

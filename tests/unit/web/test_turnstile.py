import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from wardian.web.turnstile import Turnstile

pytestmark = pytest.mark.anyio


async def _receive() -> Message:
    return {"type": "http.request"}


async def _send(message: Message) -> None:
    """Nobody listens."""


async def test_a_crowd_of_posts_lets_others_in_between() -> None:
    begun: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        begun.append(scope["method"])

    def ask(method: str) -> asyncio.Task[None]:
        return asyncio.create_task(turnstile({"type": "http", "method": method}, _receive, _send))

    turnstile = Turnstile(app)
    crowd = [ask("POST") for _ in range(20)]
    await asyncio.sleep(0)
    await ask("GET")
    assert begun.index("GET") <= 2
    await asyncio.gather(*crowd)
    assert begun.count("POST") == 20


async def test_who_goes_away_before_being_let_in_holds_up_nobody() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        pass

    turnstile = Turnstile(app)
    crowd = [asyncio.create_task(turnstile({"type": "http", "method": "POST"}, _receive, _send)) for _ in range(3)]
    await asyncio.sleep(0)
    crowd[0].cancel()
    crowd[1].cancel()
    await asyncio.wait_for(crowd[2], 5)

"""Awaits what never comes."""

import asyncio


async def main() -> None:
    while True:
        await asyncio.sleep(3600)


asyncio.run(main())

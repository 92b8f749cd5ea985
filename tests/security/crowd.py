"""Many browsers at once, each with a network of its own."""

import asyncio
import itertools
from collections.abc import Sequence

import httpx

from tests.functions.people import NO_TLS
from tests.functions.product import FRONT_DOOR_ID

_numbers = itertools.count(1)


def _address() -> str:
    number = next(_numbers)
    return f"100.{64 + number // 65_536}.{number // 256 % 256}.{number % 256}"


async def all_at_once(origin: str, bodies: Sequence[dict[str, str]]) -> list[httpx.Response]:
    """Redeem each body from an address of its own; every request is on its way before the first is answered."""
    limits = httpx.Limits(max_connections=len(bodies))
    async with httpx.AsyncClient(base_url=origin, timeout=60, limits=limits, verify=NO_TLS) as client:

        async def redeem(body: dict[str, str]) -> httpx.Response:
            door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": _address()}
            return await client.post("/api/redeem-pin", json=body, headers=door)

        return await asyncio.gather(*map(redeem, bodies))

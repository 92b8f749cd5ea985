"""The signing key is rotated while sessions poll two instances: no valid session is ever refused, without a restart."""

import asyncio
from pathlib import Path

import jwt
import pytest

from shared.adapters.key_vault.contents import new_signing_key, signing_key_secret
from shared.adapters.key_vault.versions import TURN_SECONDS
from tests.faults.conftest import Neighbours
from tests.functions.product import Product, fine
from tests.unit.held_clock import HeldClock

CUSTOMERS = 3
STEP_SECONDS = 30
SETTLED_SECONDS = TURN_SECONDS + 600
"""Until the new key signs, and then until the last token of the old one is over."""


async def test_every_session_goes_on_from_the_old_key_to_the_new(
    neighbours: Neighbours, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in neighbours.cloud.identity_environment.items():
        monkeypatch.setenv(name, value)
    settings = neighbours.cloud.settings(neighbours.cloud.cosmos.new_database())
    clock = HeldClock(neighbours.cloud.acs.clock())
    instances = [Product(tmp_path, clock, **settings) for _ in range(2)]
    tokens = [(await instances[0].admitted(await instances[0].new_call()))["session_token"] for _ in range(CUSTOMERS)]
    before = {_kid(token) for token in tokens}
    neighbours.cloud.vault.stored.put(signing_key_secret("session"), new_signing_key(), None)

    async def poll(number: int) -> None:
        """One customer's browser, which takes the fresh token that it is given, from whichever instance."""
        for instance in instances:
            session = fine(await instance.customer(tokens[number], "/api/session"))
            tokens[number] = session.get("session_token", tokens[number])

    for _ in range(0, SETTLED_SECONDS, STEP_SECONDS):
        clock.forward(STEP_SECONDS)
        await asyncio.gather(*(poll(number) for number in range(CUSTOMERS)))

    after = {_kid(token) for token in tokens}
    assert len(after) == 1
    assert not after & before, "the new key signs"
    published = {key["kid"] for key in fine(await instances[1].ask("GET", "/api/jwks"))["keys"]}
    assert published >= after | before
    for instance in instances:
        await instance.wired.close()


def _kid(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])

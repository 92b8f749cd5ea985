"""The access key of Azure Communication Services is rotated: whoever is in a call stays served."""

import asyncio

import pytest

from shared.adapters.acs.access import ByConnectionString
from shared.adapters.acs.calls import AcsCalls
from shared.adapters.acs.connection import READ_AGAIN_SECONDS
from shared.errors import Unavailable
from shared.instants import Instant, after_seconds
from tests.contract.acs_resource import AcsResource, Vault
from tests.partners.acs.service import AcsStandIn
from tests.partners.certificates import Authority
from tests.unit.held_clock import HeldClock

HOUR = 3600


class TestARotatedKey(AcsResource):
    async def test_live_calls_recover_by_themselves(
        self, calls: AcsCalls, acs: AcsStandIn, origin: str, vault: Vault, now: Instant
    ) -> None:
        """The rotation kills the tokens of the call; whoever asks for the next one gets it, and is let in."""
        room = await calls.open_room(now, after_seconds(now, HOUR))
        before = await calls.issue_token(room.operator_user_id)

        acs.rotate_key()
        vault.text = acs.connection_string(origin)
        after = await calls.issue_token(room.operator_user_id)

        assert acs.powers(before.token, room.room_id) is None
        assert acs.powers(after.token, room.room_id) is not None

    async def test_of_all_who_are_refused_one_reads_the_vault(
        self, calls: AcsCalls, acs: AcsStandIn, origin: str, vault: Vault
    ) -> None:
        await calls.ping()
        acs.rotate_key()
        vault.text = acs.connection_string(origin)

        await asyncio.gather(*(calls.create_identity() for _ in range(20)))

        assert vault.reads == [False, True]
        assert len(acs.identities.ever) == 20

    async def test_a_vault_that_has_the_new_key_later_is_asked_again_but_not_by_everybody(
        self, calls: AcsCalls, acs: AcsStandIn, origin: str, vault: Vault, clock: HeldClock
    ) -> None:
        await calls.ping()
        acs.rotate_key()
        for _ in range(5):
            with pytest.raises(Unavailable):
                await calls.ping()
        assert vault.reads == [False, True]

        vault.text = acs.connection_string(origin)
        clock.forward(READ_AGAIN_SECONDS)
        await calls.ping()

        assert vault.reads == [False, True, True]
        assert READ_AGAIN_SECONDS < 60

    async def test_a_rotation_between_an_identity_and_its_room_repeats_the_room_alone(
        self, acs: AcsStandIn, origin: str, vault: Vault, authority: Authority, now: Instant
    ) -> None:
        async def vault_after_rotation(*, fresh: bool) -> str:
            return acs.connection_string(origin) if fresh else vault.text

        calls = AcsCalls(ByConnectionString(vault_after_rotation), authority.ca_file)
        acs.rotate_key_before("/rooms")
        room = await calls.open_room(now, after_seconds(now, HOUR))
        await calls.close()

        assert acs.identities.ever == [room.operator_user_id]
        assert vault.text != acs.connection_string(origin)

    async def test_a_managed_identity_has_no_key_to_rotate(self, calls_by_identity: AcsCalls, acs: AcsStandIn) -> None:
        _, token = await calls_by_identity.create_identity()
        acs.rotate_key()

        await calls_by_identity.ping()
        assert acs.is_alive(token.token)

"""The promises of `ports.AuditLog`. Subclass, provide `audit`, inherit every test."""

import asyncio

import pytest

from shared.events import Actor, Event
from shared.ids import CallId, new_call_id
from shared.instants import Instant
from shared.json_values import Json
from shared.ports import AuditLog


def event(call_id: CallId, at: int, **details: Json) -> dict[str, Json]:
    """An audit event of that call."""
    return Event(call_id, "pin_issued", Instant(at), Actor("operator", "x"), details).document()


class AuditLogContract:
    """What evidence rests on."""

    @pytest.fixture
    def audit(self) -> AuditLog:
        """The log, empty."""
        raise NotImplementedError

    async def test_events_read_as_they_were_written_in_the_order_of_their_times(self, audit: AuditLog) -> None:
        call_id = new_call_id()
        late, early = event(call_id, 200, kind="ž"), event(call_id, 100, nothing=None)
        await audit.append(late)
        await audit.append(early)

        assert await audit.events_of(call_id) == [early, late]

    async def test_events_of_one_moment_stand_in_the_order_of_their_writing(self, audit: AuditLog) -> None:
        call_id = new_call_id()
        events = [event(call_id, 100, number=number) for number in range(8)]
        for each in events:
            await audit.append(each)

        assert await audit.events_of(call_id) == events

    async def test_writing_an_event_again_changes_nothing(self, audit: AuditLog) -> None:
        """Not even when it comes with another content: the first is what happened."""
        call_id = new_call_id()
        first = event(call_id, 100)
        await audit.append(first)
        await audit.append(first)
        await audit.append({**first, "at": 50, "type": "call_ended"})

        assert await audit.events_of(call_id) == [first]

    async def test_fifty_writings_of_one_event_at_once_are_one(self, audit: AuditLog) -> None:
        call_id = new_call_id()
        one = event(call_id, 100)
        await asyncio.gather(*(audit.append(one) for _ in range(50)))

        assert await audit.events_of(call_id) == [one]

    async def test_a_call_has_its_own_events_alone(self, audit: AuditLog) -> None:
        await audit.append(event(new_call_id(), 100))

        assert await audit.events_of(new_call_id()) == []

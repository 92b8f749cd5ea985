"""Where a scenario plays: the real neighbours beside the store, and the call as it stands when people begin to act."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shared.adapters.file_secrets import FileSecrets
from shared.adapters.local_calls import LocalCalls
from shared.ids import ParticipantId
from shared.instants import Instant
from shared.match_codes import match_code
from shared.peppers import Pepper
from shared.policies import Lifetimes, NetworkBudget, PinPolicy, Policies
from shared.ports import Ports
from tests.model.ends import AuditIsWhole, everybody_ends_where_they_should
from tests.model.explorer import Explorer
from tests.model.glimpses import Readings
from tests.model.happenings import wrong_with_events
from tests.model.memory_documents import MemoryDocuments
from tests.model.people import CALL_ID, NOW, Person
from tests.model.rules import BESIDES, a_call_without_a_lobby_stays_sound, the_call_stays_sound
from tests.model.shelf import Shelf
from tests.model.stepping import Rows, Stepper
from tests.model.world import EMPTY, Found

POLICIES = Policies(
    PinPolicy(secret_digits=4, ttl_seconds=300),
    Lifetimes(call_seconds=3600, session_seconds=600, lobby_seconds=600),
    NetworkBudget(ten_minutes=1000, day=1000),
    lobby=True,
)
"""Networks have budgets of no effect here: what is to be shown must hold without them."""
MOST_STATES = 3_000_000
_PEPPER = Pepper(f"{1:020d}", bytes(range(32)))


@dataclass(frozen=True, slots=True)
class Scenario:
    """`before` act one after the other, and nothing goes wrong; then `people` act at once, with so many faults."""

    name: str
    before: Sequence[Person]
    people: Sequence[Person]
    faults: int = 1
    lobby: bool = True
    keeps_outbox: bool = False

    def explore(self, faults: int | None = None, most: int = MOST_STATES) -> Found:
        """All that can happen. Raises RuntimeError after more states than `most`."""
        readings = Readings()
        shelf = Shelf(wrong_with_events, keeps_outbox=self.keeps_outbox)
        stepper = Stepper(_ports(self.lobby), readings)
        world = EMPTY
        for person in self.before:
            world = Explorer(stepper, readings, shelf, [person]).alone(world)
        end_rules = (everybody_ends_where_they_should, *([AuditIsWhole()] if self.keeps_outbox else []))
        rules = (the_call_stays_sound if self.lobby else a_call_without_a_lobby_stays_sound, *BESIDES)
        explorer = Explorer(stepper, readings, shelf, self.people)
        return explorer.explore(world, self.faults if faults is None else faults, rules, end_rules, most)


def said_code(participant_id: ParticipantId) -> str:
    """What this customer sees, and reads out to whoever asks."""
    return match_code(_PEPPER, CALL_ID, participant_id)


def _ports(lobby: bool) -> Ports:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"pepper-{_PEPPER.version}.bin").write_bytes(_PEPPER.value)
        secrets = FileSecrets(Path(folder))
        # Read once and then served from memory, without a thread that the model's loop has not.
        asyncio.run(secrets.peppers())
    policies = replace(POLICIES, lobby=lobby)
    return Ports(MemoryDocuments(_now), Rows(answers=False), secrets, LocalCalls(_now), None, policies)


def _now() -> Instant:
    return NOW

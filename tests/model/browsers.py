"""Customers and guessers: a browser with a key of its own that types a PIN until it is answered."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Any, cast

from shared.calls import Call, Participant
from shared.errors import PinRejected
from shared.ids import CallId, ParticipantId
from shared.instants import after_seconds
from shared.pins import Pin
from shared.ports import Ports
from shared.proofs import Proof
from shared.session_tokens import SessionClaims
from shared.usecases.customer_session import give_consent, leave, read_session
from shared.usecases.issue_acs_token import grant_to_customer
from shared.usecases.redeem_pin import Redemption, redeem_pin
from shared.usecases.resume import Return, resume
from tests.model.operations import Answered, Outcome, Refusal
from tests.model.people import AT_FIRST, NOW, WIDGET, Guess, Memory, Phone, unanswered
from tests.model.stepping import Request


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser: it redeems the newest PIN that was said, asks again until it is answered, then does `then`."""

    name: str
    address: IPv4Address
    offsets: tuple[int, ...] = (0,)
    """What it types, one after the other: 0 is the PIN, anything else a wrong one with the right locator."""
    then: tuple[str, ...] = ()
    key: str = ""
    """Two tabs of one browser have one key."""
    thumbprint: str | None = None
    """Of the key that it has proven besides, which then alone opens its place."""
    start: Memory = AT_FIRST

    def wants(self, memory: Memory, phone: Phone) -> Request | None:
        if memory.place is not None:
            return self._afterwards(memory, *memory.place)
        if not phone or memory.step >= len(self.offsets):
            return None
        said, offset = max(phone, key=lambda heard: heard.generation), self.offsets[memory.step]
        if offset == 0 and memory.refused >= said.generation:
            return None
        pin = _shifted(said.pin, offset)
        guess = Guess(self.key, said.generation, pin.digits, offset)
        wanted = Redemption(pin, self.key, self._proof(memory), WIDGET, None, None, self.address)
        return self._request("redeem_pin", memory, guess, lambda ports: redeem_pin(ports, wanted, NOW))

    def learns(self, memory: Memory, request: Request, outcome: Outcome) -> Memory:
        if unanswered(outcome):
            return memory._replace(unanswered=memory.unanswered + 1)
        memory = memory._replace(unanswered=0)
        if request.kind != "redeem_pin":
            return memory._replace(step=memory.step + 1)
        if isinstance(outcome, Answered):
            call, participant = cast("tuple[Call, Participant]", outcome.value)
            return memory._replace(step=0, place=(call.call_id, participant.participant_id))
        guess = cast("Guess", request.facts)
        if guess.is_right and isinstance(outcome, Refusal) and isinstance(outcome.error, PinRejected):
            return memory._replace(refused=guess.generation)
        return memory._replace(step=memory.step + 1)

    def _afterwards(self, memory: Memory, call_id: CallId, participant_id: ParticipantId) -> Request | None:
        if memory.step >= len(self.then):
            return None
        kind = self.then[memory.step]
        claims = SessionClaims(participant_id, call_id, NOW // 1000, NOW // 1000 + 600)
        proof = self._proof(memory)
        back = Return(call_id, participant_id, None if proof else self.key, proof, self.address)
        later = after_seconds(NOW, 20)
        does: dict[str, Callable[[Ports], Coroutine[Any, Any, object]]] = {
            "resume": lambda ports: resume(ports, back, NOW),
            "session": lambda ports: read_session(ports, claims, later),
            "grant": lambda ports: grant_to_customer(ports, claims, NOW),
            "consent": lambda ports: give_consent(ports, claims, "screen", granted=True, text_version=None, now=NOW),
            "leave": lambda ports: leave(ports, claims, NOW),
        }
        return self._request(kind, memory, participant_id, does[kind])

    def _proof(self, memory: Memory) -> Proof | None:
        """A new one for each request: no two requests are made from one memory."""
        return None if self.thumbprint is None else Proof(self.thumbprint, f"{self.name} {memory}")

    def _request(
        self, kind: str, memory: Memory, facts: object, begin: Callable[[Ports], Coroutine[Any, Any, object]]
    ) -> Request:
        return Request(kind, f"{memory.unanswered} {memory.step} {facts}", self.name, begin, facts)


def _shifted(pin: Pin, offset: int) -> Pin:
    return Pin(pin.locator, f"{(int(pin.secret) + offset) % 10 ** len(pin.secret):0{len(pin.secret)}d}")

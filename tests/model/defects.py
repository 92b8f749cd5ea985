"""Mistakes that could be made in the product, planted one at a time while the model runs; the product is not edited."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from shared import conditions, ledger
from shared.patches import (
    AnyOf,
    Below,
    Increment,
    Present,
)
from shared.policies import FAILURES_PER_PIN
from shared.usecases import lobby, redeem_pin
from tests.model import substitutes


@dataclass(frozen=True, slots=True)
class Defect:
    """What stands in the product's place, in which scenario it must be found, and what is said then."""

    name: str
    module: object
    attribute: str
    instead: Callable[..., Any]
    scenario: str
    wrong: str

    @contextmanager
    def planted(self) -> Iterator[None]:
        with mock.patch.object(self.module, self.attribute, self.instead):
            yield


DEFECTS = (
    Defect(
        "an attempt is counted after a look at the count, not in the same write",
        redeem_pin,
        "_reserve",
        substitutes.look_then_count,
        "the last of a PIN's five",
        "more failures than there may be",
    ),
    Defect(
        "a PIN has attempts without end",
        conditions,
        "attempt_may_be_made",
        substitutes.attempt_without(lambda part: part == Below(("pin", "failures"), FAILURES_PER_PIN)),
        "guessers beside the customer",
        "more failures than there may be",
    ),
    Defect(
        "guesses are compared and not counted",
        redeem_pin,
        "Increment",
        lambda path, by: Increment(path, 0),
        "guessers beside the customer",
        "6 guesses were compared with one PIN",
    ),
    Defect(
        "a new PIN forgets what the call has spent",
        conditions,
        "pin_may_be_issued",
        substitutes.always,
        "the last of a call's fifteen",
        "more failures than there may be",
    ),
    Defect(
        "a repeated guess is counted again",
        conditions,
        "attempt_may_be_made",
        substitutes.attempt_without(lambda part: isinstance(part, AnyOf)),
        "three race for one PIN",
        "1 guesses were counted 2 times",
    ),
    Defect(
        "a PIN is consumed whoever has used it",
        conditions,
        "pin_may_be_consumed",
        substitutes.consumed_in_any_state,
        "three race for one PIN",
        "two participants came in by one PIN",
    ),
    Defect(
        "what is given back is taken from a newer PIN",
        redeem_pin,
        "_give_back",
        substitutes.given_back_to_any_pin,
        "a new PIN while they race",
        "an attempt was given back twice",
    ),
    Defect(
        "the browser that was let in is not known again",
        redeem_pin,
        "_returning",
        substitutes.never,
        "three race for one PIN",
        "an honest customer's PIN was refused",
    ),
    Defect(
        "an attempt whose answer was lost is not known again",
        redeem_pin,
        "_was_reserved",
        substitutes.never,
        "three race for one PIN",
        "an honest customer's PIN was refused",
    ),
    Defect(
        "whoever is in the call is not looked at before the next is let in",
        conditions,
        "nobody_is_admitted",
        substitutes.always,
        "another customer after the first",
        "two customers are admitted at once",
    ),
    Defect(
        "any match code is right",
        lobby,
        "same_code",
        substitutes.right,
        "let in by two tabs, by a wrong and the right code",
        "somebody was admitted without the right code",
    ),
    Defect(
        "match codes may be tried without end",
        conditions,
        "match_code_may_be_tried",
        substitutes.always,
        "let in, turned away and leaving",
        "3 match codes were tried",
    ),
    Defect(
        "a call may be changed after its end",
        conditions,
        "call_is_open_and_of",
        substitutes.even_if_ended,
        "the end beside everything",
        "{} happened and {'call_ended': 1} was noted",
    ),
    Defect(
        "the sweep empties an outbox that has grown meanwhile",
        ledger,
        "LengthIs",
        lambda path, items: Present(path),
        "the audit log away, two timers",
        "an event left the outbox and is in no audit log",
    ),
    Defect(
        "what is given back is not forgotten",
        redeem_pin,
        "_give_back",
        substitutes.given_back_and_remembered,
        "without a lobby",
        "an attempt was given back twice",
    ),
    Defect(
        "an old PIN is consumed beside the new one",
        conditions,
        "pin_may_be_consumed",
        substitutes.consumed_beside_a_newer,
        "a new PIN while they race",
        "an attempt was given back twice",
    ),
    Defect(
        "whoever is gone may be let in",
        conditions,
        "is_waiting",
        substitutes.waiting_or_gone,
        "let in, turned away and leaving",
        "a participant who was",
    ),
    Defect(
        "a change is made without its event",
        ledger,
        "Patch",
        substitutes.without_events,
        "in the call",
        "{",
    ),
)

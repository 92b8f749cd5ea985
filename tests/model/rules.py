"""What must hold after every step, judged by what the documents say, and by what people offered and were answered."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from shared.calls import Call, Participant
from shared.errors import PinRejected, Refused
from shared.json_values import JsonObject
from shared.moves import ParticipantState, may_become
from shared.redemption_keys import key_hash
from tests.model.browsers import Browser
from tests.model.happenings import events_of, participants_of
from tests.model.operations import Answered, Refusal
from tests.model.people import CALL_ID, CodeTried, Guess, Person
from tests.model.shelf import Shelf
from tests.model.world import Step, World

COMPARISONS_PER_PIN = 5
WRONG_GUESSES_PER_CALL = 15
CODES_PER_CUSTOMER = 2


def comparisons_are_limited(
    shelf: Shelf, people: Sequence[Person], before: World, step: Step, after: World
) -> str | None:
    """Right guesses that came too late are given back, so that a call's fifteen are of the wrong ones."""
    del shelf, people, step
    if before.compared is after.compared:
        return None
    most = max(Counter(tag for tag, _ in after.compared).values())
    if most > COMPARISONS_PER_PIN:
        return f"{most} guesses were compared with one PIN"
    wrong = sum(not cast("Guess", guess).is_right for _, guess in after.compared)
    return f"{wrong} wrong guesses were compared in one call" if wrong > WRONG_GUESSES_PER_CALL else None


def the_call_stays_sound(shelf: Shelf, people: Sequence[Person], before: World, step: Step, after: World) -> str | None:
    """Every rule that is about a call's document before a change and after it, where there is a lobby."""
    if wrong := a_call_without_a_lobby_stays_sound(shelf, people, before, step, after):
        return wrong
    if not before.documents or before.call == after.call:
        return None
    return _admitted_by_the_right_code(shelf.document(before.call), shelf.document(after.call), step.request.facts)


def a_call_without_a_lobby_stays_sound(
    shelf: Shelf, people: Sequence[Person], before: World, step: Step, after: World
) -> str | None:
    """As `the_call_stays_sound`, but for the match code."""
    del people
    if not before.documents or before.call == after.call:
        return None
    was, now = shelf.document(before.call), shelf.document(after.call)
    return (
        shelf.wrong_with(before.call, step.operation)
        or _one_participant_per_pin(now)
        or _counts_are_sound(now)
        or _one_admitted(now)
        or _moves_are_allowed(was, now, step)
        or _an_ended_call_rests(was, now)
        or _events_are_kept(was, now, after.rows)
    )


def _one_participant_per_pin(call: JsonObject) -> str | None:
    by_pin = Counter(each["generation"] for each in participants_of(call).values())
    return "two participants came in by one PIN" if any(count > 1 for count in by_pin.values()) else None


def _counts_are_sound(call: JsonObject) -> str | None:
    pin = cast("JsonObject", call["pin"])
    of_call, of_pin = cast("int", call["failures"]), cast("int", pin["failures"])
    if min(of_call, of_pin) < 0:
        return f"an attempt was given back twice: {of_call} failures of the call, {of_pin} of the PIN"
    if of_pin > COMPARISONS_PER_PIN or of_call > WRONG_GUESSES_PER_CALL:
        return f"more failures than there may be: {of_call} of the call, {of_pin} of the PIN"
    guesses = len(cast("JsonObject", pin["attempts"]))
    return f"{guesses} guesses were counted {of_pin} times" if of_pin > guesses else None


def _one_admitted(call: JsonObject) -> str | None:
    inside = [name for name, each in participants_of(call).items() if each["state"] == "admitted"]
    if len(inside) > 1:
        return "two customers are admitted at once"
    said = [] if call["admitted"] is None else [call["admitted"]]
    return None if inside == said else f"the call says that {said} are in it, and it is {inside}"


def _admitted_by_the_right_code(was: JsonObject, now: JsonObject, tried: object) -> str | None:
    tries = [cast("int", each["match_attempts"]) for each in participants_of(now).values()]
    if max(tries, default=0) > CODES_PER_CUSTOMER:
        return f"{max(tries)} match codes were tried for one customer"
    if now["admitted"] is None or was["admitted"] == now["admitted"]:
        return None
    right = isinstance(tried, CodeTried) and tried.participant_id == now["admitted"] and tried.is_right
    return None if right else "somebody was admitted without the right code"


def _moves_are_allowed(was: JsonObject, now: JsonObject, step: Step) -> str | None:
    for name, before in participants_of(was).items():
        after = participants_of(now).get(name)
        if after is None:
            return "a participant is gone from the call"
        if before["state"] == after["state"]:
            continue
        state = ParticipantState(str(after["state"]))
        if not may_become(ParticipantState(str(before["state"])), state):
            return f"a participant who was {before['state']} became {state}"
        if state is ParticipantState.LEFT and step.request.facts != name:
            return "a customer was made to leave by another"
    return None


def _an_ended_call_rests(was: JsonObject, now: JsonObject) -> str | None:
    kept = ("state", "participants", "admitted", "generation", "pin", "failures", "ended_at", "end_reason")
    changed = [name for name in kept if was[name] != now[name]] if was["state"] != "open" else []
    # What is given back after the end is a count and no more.
    given_back = {"pin", "failures"}
    return f"an ended call changed its {', '.join(changed)}" if set(changed) - given_back else None


def _events_are_kept(was: JsonObject, now: JsonObject, rows: frozenset[str]) -> str | None:
    swept = events_of(was).keys() - events_of(now).keys()
    return "an event left the outbox and is in no audit log" if swept - rows else None


def a_place_is_ones_own(shelf: Shelf, people: Sequence[Person], before: World, step: Step, after: World) -> str | None:
    """Whoever is let to a place redeemed it by their own key."""
    del before
    if step.request.kind not in {"redeem_pin", "resume"} or not isinstance(step.outcome, Answered):
        return None
    _, participant = cast("tuple[Call, Participant]", step.outcome.value)
    if participant.key_hash != key_hash(CALL_ID, cast("Browser", people[step.who]).key):
        return "somebody was given another's place"
    kept = participants_of(shelf.document(after.call))
    return None if participant.participant_id in kept else "somebody was given a place that is not in the call"


def a_right_pin_is_refused_for_a_reason(
    shelf: Shelf, people: Sequence[Person], before: World, step: Step, after: World
) -> str | None:
    """Used by another, replaced, ended, left, turned away, burnt by other guesses: never by one's own repetitions."""
    del before, people
    guess = step.request.facts
    if not isinstance(guess, Guess) or not guess.is_right or not isinstance(step.outcome, Refusal):
        return None
    call = shelf.document(after.call)
    if not isinstance(step.outcome.error, PinRejected) or call["state"] != "open":
        return None
    if call["generation"] != guess.generation:
        return None
    own = key_hash(CALL_ID, guess.browser)
    by_this_pin = [each for each in participants_of(call).values() if each["generation"] == guess.generation]
    if any(each["key_hash"] != own or each["state"] not in {"waiting", "admitted"} for each in by_this_pin):
        return None
    if any(_came_in_without_a_code(each) and each["key_hash"] != own for each in participants_of(call).values()):
        return None  # Without a lobby a PIN opens the call itself, which has one customer at a time.
    others = [each for each in after.counted if each != guess]
    of_this_pin = [each for each in others if cast("Guess", each).generation == guess.generation]
    if len(of_this_pin) >= COMPARISONS_PER_PIN or len(others) >= WRONG_GUESSES_PER_CALL:
        return None
    return "an honest customer's PIN was refused, and nobody else has used it up"


def _came_in_without_a_code(participant: JsonObject) -> bool:
    return participant["admitted_at"] is not None and participant["match_attempts"] == 0


def nothing_is_raised_but_refusals(
    shelf: Shelf, people: Sequence[Person], before: World, step: Step, after: World
) -> str | None:
    """Whatever else comes out of a use case is a mistake of ours."""
    del shelf, people, before, after
    if not isinstance(step.outcome, Refusal) or isinstance(step.outcome.error, Refused):
        return None
    return f"a use case raised {step.outcome.text}"


BESIDES = (
    nothing_is_raised_but_refusals,
    comparisons_are_limited,
    a_place_is_ones_own,
    a_right_pin_is_refused_for_a_reason,
)

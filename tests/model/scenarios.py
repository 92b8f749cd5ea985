"""The scenarios: small, and each explored whole. People act at once in every order, with one fault anywhere."""

from ipaddress import IPv4Address

from shared.instants import after_seconds
from tests.model.browsers import Browser
from tests.model.people import NOW
from tests.model.setting import Scenario, said_code
from tests.model.staff import Operator, Timer
from tests.model.world import Found

AN_HOUR_LATER = after_seconds(NOW, 3600)


def honest(*then: str, number: int = 1, name: str = "the customer") -> Browser:
    """Has the PIN from the operator; a `number` other than 1 is another tab of the same browser."""
    return Browser(name, IPv4Address(f"192.0.2.{number}"), then=then, key="the customer's key", thumbprint="t" * 43)


def overhearing(number: int = 11) -> Browser:
    """Another browser whose owner overheard the PIN."""
    return Browser(f"eavesdropper {number}", IPv4Address(f"192.0.2.{number}"), key=f"eavesdropper's key {number}")


def guessing(*offsets: int, number: int = 21) -> Browser:
    """A stranger who has the locator right and tries one secret after the other."""
    return Browser(f"guesser {number}", IPv4Address(f"192.0.2.{number}"), offsets, key=f"guesser's key {number}")


def operator(*steps: str, name: str = "the operator") -> Operator:
    return Operator(name, said_code, steps)


CALL = operator("create", "issue", name="the operator before")


def _spent(number: int, failures: int) -> Browser:
    """So many wrong guesses of the newest PIN."""
    return guessing(*range(1, failures + 1), number=number)


AGAIN = operator("issue", name="the operator again")
ADMITTED = operator("look", "admit", name="the operator before that")

SCENARIOS = (
    Scenario("three race for one PIN", [CALL], [honest(), overhearing(), guessing(1, 2)], faults=2),
    Scenario("three have the right PIN", [CALL], [honest(), overhearing(11), overhearing(12)]),
    Scenario(
        "a double click, and another",
        [CALL],
        [honest(), honest(number=2, name="the second click"), overhearing()],
        faults=2,
    ),
    Scenario(
        "guessers beside the customer",
        [CALL],
        [honest(), guessing(1, 2, number=21), guessing(3, 4, number=22), guessing(5, 6, number=23)],
    ),
    Scenario(
        "the last of a PIN's five",
        [CALL, _spent(30, 3)],
        [honest(), guessing(7, 8, number=21), guessing(9, number=22)],
        faults=2,
    ),
    Scenario(
        "the last of a call's fifteen",
        [CALL, _spent(31, 5), AGAIN, _spent(32, 5), operator("issue", name="and again"), _spent(33, 3)],
        [honest(), guessing(7, 8, number=21), guessing(9, number=22), operator("issue")],
    ),
    Scenario("a new PIN while they race", [CALL], [honest(), overhearing(), operator("issue", "look", "admit")]),
    Scenario(
        "let in by two tabs, by a wrong and the right code",
        [CALL, honest()],
        [
            honest("resume", "leave"),
            operator("look", "admit by a wrong code", "admit"),
            operator("look", "admit", name="another tab"),
        ],
    ),
    Scenario(
        "let in, turned away and leaving",
        [CALL, honest()],
        [
            honest("resume", "leave"),
            operator("look", "admit by a wrong code", "admit by a wrong code"),
            operator("look", "turn away", "admit", name="another tab"),
        ],
    ),
    Scenario(
        "another customer after the first",
        [CALL, honest(), ADMITTED],
        [honest("leave"), operator("issue", "look", "admit"), overhearing()],
    ),
    Scenario(
        "two in the lobby, one may come in",
        [CALL, honest()],
        [operator("look", "admit"), operator("issue", "look", "admit", name="another tab"), overhearing()],
    ),
    Scenario(
        "the end beside everything",
        [CALL],
        [honest(), overhearing(), operator("look", "admit"), operator("end", name="another tab")],
    ),
    Scenario(
        "the call's time is over",
        [CALL],
        [honest(), operator("look", "admit"), Timer("the timer", ("settle_calls",), AN_HOUR_LATER)],
        faults=2,
    ),
    Scenario(
        "in the call",
        [CALL, honest(), ADMITTED],
        [
            honest("grant", "consent", "leave"),
            honest("session", "grant", number=2, name="another window"),
            operator("end"),
        ],
    ),
    Scenario(
        "the audit log away, two timers",
        [CALL],
        [
            honest(),
            operator("look", "admit"),
            Timer("a timer", ("sweep_outboxes",)),
            Timer("another timer", ("sweep_outboxes",)),
        ],
        keeps_outbox=True,
    ),
    Scenario("without a lobby", [CALL], [honest("leave"), overhearing(), operator("issue")], lobby=False),
)
"""What `make test` explores."""


def explore(scenario: Scenario, *, more_faults: bool = False) -> Found:
    """All that can happen in it, with one fault more when that is asked for."""
    return scenario.explore(scenario.faults + more_faults)


def named(name: str) -> Scenario:
    """The scenario of that name."""
    return next(scenario for scenario in SCENARIOS if scenario.name == name)

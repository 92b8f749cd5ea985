"""Whatever schemathesis makes of the served document, and whoever asks: never a 5xx, an undeclared status or schema."""

import httpx
import pytest

from shared.check_digit import check_digit
from tests.e2e.hosts import running_host
from tests.functions.people import NO_TLS
from tests.functions.product import FRONT_DOOR_ID, fresh_key
from tests.openapi.fuzzing import SEED, Outcome, fuzz
from tests.openapi.personas import PERSONAS

_STATELESS = ("--phases", "examples,coverage,fuzzing")
_BEHIND_THE_DOOR = {
    "operator": "create-call 201, issue-pin 201, admit 200, turn-away 200, end-call 200, call 200,"
    " calls 200, issue-acs-token 200, read-local-call-signals 200",
    "auditor": "me 200, create-call 403, call 403, admit 403, read-local-call-signals 403, redeem-pin 200",
    "staff without a role": "me 200, create-call 403, call 403, issue-acs-token 403",
    "customer waiting": "session 200, issue-acs-token 202, consent 200, end-call 200, local-call-signals 409,"
    " create-call 401",
    "customer admitted": "session 200, issue-acs-token 200, consent 200, end-call 200, local-call-signals 201,"
    " read-local-call-signals 200",
    "customer who left": "session 200, issue-acs-token 410, consent 410, end-call 200, resume 403",
    "customer with a key": "session 200, issue-acs-token 200, consent 200, end-call 200, local-call-signals 201",
    "nobody": "redeem-pin 200, jwks 200, session 401, create-call 401, end-call 401",
    "operator and customer at once": "create-call 201, call 200, session 200, consent 200, local-call-signals 201",
}
"""What the fuzzing as this persona must have reached: else it fuzzed a closed door."""


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_answer_is_one_of_the_contract(origin: str, persona: str) -> None:
    outcome = fuzz(origin, persona, *_STATELESS, examples=4)

    assert outcome.succeeded, outcome.said
    assert set(_BEHIND_THE_DOOR[persona].split(", ")) <= _reached(outcome), outcome.said


def test_the_journey_is_walked_by_the_links_of_the_document(origin: str) -> None:
    wanted = {"create-call 201", "issue-pin 201", "redeem-pin 200", "session 200", "admit 200", "issue-acs-token 200",
              "end-call 200", "call 200"}  # fmt: skip
    walked: set[str] = set()
    for seed in range(SEED, SEED + 6):
        outcome = fuzz(origin, "operator", "--phases", "stateful", examples=60, seed=seed)

        assert outcome.succeeded, outcome.said
        walked |= _reached(outcome)
        if wanted <= walked:
            break
    assert wanted <= walked


def test_refusals_for_too_many_attempts_are_of_the_contract_as_well() -> None:
    usual = {"NETWORK_FAILURES_10M": "5", "NETWORK_FAILURES_DAY": "20", "REFUSAL_FLOOR_MS": "0"}
    with running_host(FRONT_DOOR_ID=FRONT_DOOR_ID, LOG_LEVEL="WARNING", **usual) as origin:
        for _ in range(5):
            wrong = {"pin": "000000000" + check_digit("000000000"), "redemption_key": fresh_key()}
            assert httpx.post(f"{origin}/api/redeem-pin", json=wrong, verify=NO_TLS).status_code == 403
        operations = ("--include-operation-id", "redeem-pin", "--include-operation-id", "resume")
        outcome = fuzz(origin, "nobody", *_STATELESS, *operations, examples=10)

    assert outcome.succeeded, outcome.said
    assert {"redeem-pin 429", "resume 429"} <= _reached(outcome), outcome.said


def _reached(outcome: Outcome) -> set[str]:
    return {f"{operation} {status}" for operation, status, _ in outcome.met}

"""POST /api/redeem-pin."""

import jwt
import pytest

from tests.functions.people import Customer, Operator
from tests.functions.product import fine, fresh_key, refused, unknown_pin, wrong_secret

FIELDS = {
    "session_token",
    "token_type",
    "expires_in",
    "call_id",
    "participant_id",
    "match_code",
    "state",
    "operator_name",
    "authenticated",
    "authentication_reason",
    "authentication_required",
    "scenario",
}


def test_a_pin_buys_a_place_in_the_lobby(operator: Operator, call_id: str, customer: Customer) -> None:
    place = customer.redeem(operator.new_pin(call_id))

    assert set(place) == FIELDS
    assert place["token_type"] == "Bearer"
    assert place["expires_in"] == 600
    assert place["call_id"] == call_id
    assert place["participant_id"].startswith("part_")
    assert place["match_code"].isdigit()
    assert len(place["match_code"]) == 2
    assert place["state"] == "waiting"
    assert place["operator_name"] == "Jana Nováková"
    assert (place["authenticated"], place["authentication_reason"], place["authentication_required"]) == (
        False,
        None,
        False,
    )
    assert place["scenario"] is None


def test_the_session_token_verifies_with_the_published_keys(
    operator: Operator, call_id: str, customer: Customer
) -> None:
    place = customer.redeem(operator.new_pin(call_id))
    key = jwt.PyJWKSet.from_dict(fine(customer.get("/api/jwks"))).keys[0]

    claims = jwt.decode(place["session_token"], key, algorithms=["RS256"], audience="assisted-chat-session")

    assert jwt.get_unverified_header(place["session_token"]) == {"alg": "RS256", "typ": "JWT", "kid": key.key_id}
    assert set(claims) == {"iss", "aud", "sub", "jti", "call_id", "role", "iat", "exp"}
    assert claims["sub"] == place["participant_id"]
    assert claims["call_id"] == call_id
    assert 0 < claims["exp"] - claims["iat"] <= 600


def test_the_operator_sees_who_waits(operator: Operator, call_id: str, customer: Customer) -> None:
    place = customer.redeem(operator.new_pin(call_id), display_name="Eva")

    call = operator.call(call_id)

    assert call["pin"]["state"] == "used"
    participant = call["participants"][0]
    assert participant == {
        "participant_id": place["participant_id"],
        "state": "waiting",
        "display_name": "Eva",
        "redeemed_at": participant["redeemed_at"],
        "admitted_at": None,
        "left_at": None,
        "distrusted_at": None,
        "last_seen_at": participant["redeemed_at"],
        "match_attempts_left": 2,
        "authenticated": False,
        "authentication_reason": None,
        "subject": None,
        "context": [],
        "consents": {"screen": False, "microphone": False, "camera": False, "pointer": False},
    }


@pytest.mark.parametrize("between", [" ", "-", "\u00a0", " - "])
def test_spaces_and_dashes_are_fine(operator: Operator, call_id: str, customer: Customer, between: str) -> None:
    pin = operator.new_pin(call_id)

    customer.redeem(between + between.join((pin[:3], pin[3:6], pin[6:])) + between)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda pin: "", id="empty"),
        pytest.param(lambda pin: " " * 64, id="blank"),
        pytest.param(lambda pin: pin[:-1], id="short"),
        pytest.param(lambda pin: pin + "0", id="long"),
        pytest.param(lambda pin: pin[:-1] + str((int(pin[-1]) + 1) % 10), id="wrong-check-digit"),
        pytest.param(lambda pin: pin[:5] + "O" + pin[6:], id="letter"),
        pytest.param(lambda pin: "".join(chr(0xFF10 + int(digit)) for digit in pin), id="full-width"),
        pytest.param(lambda pin: "".join(chr(0x0660 + int(digit)) for digit in pin), id="arabic-indic"),
        pytest.param(lambda pin: "".join(chr(0x1D7CE + int(digit)) for digit in pin), id="mathematical"),
        pytest.param(lambda pin: pin[:3] + "." + pin[3:], id="full-stop"),
        pytest.param(lambda pin: pin[:3] + "\u2013" + pin[3:], id="en-dash"),
        pytest.param(lambda pin: pin[:3] + "\t" + pin[3:], id="tab"),
        pytest.param(lambda pin: pin + "\n", id="line-feed"),
        pytest.param(lambda pin: "+" + pin, id="plus"),
        pytest.param(lambda pin: pin + "\0", id="nul"),
        pytest.param(lambda pin: "x" * 64, id="sixty-four-letters"),
    ],
)
def test_what_is_not_a_pin_is_malformed_and_counts_nowhere(
    operator: Operator, call_id: str, customer: Customer, spoil: "object"
) -> None:
    pin = operator.new_pin(call_id)
    for _ in range(7):
        answer = customer.post("/api/redeem-pin", {"pin": spoil(pin), "redemption_key": customer.key})  # type: ignore[operator]
        refused(answer, 400, "pin_malformed")

    customer.redeem(pin)


def test_a_pin_of_more_than_sixty_four_characters_is_an_invalid_request(customer: Customer) -> None:
    problem = refused(
        customer.post("/api/redeem-pin", {"pin": " " * 65, "redemption_key": customer.key}), 400, "invalid_request"
    )

    assert problem["errors"][0]["field"] == "pin"


def test_the_same_pin_and_key_bring_the_same_participant_back(
    operator: Operator, call_id: str, customer: Customer
) -> None:
    pin = operator.new_pin(call_id)
    first = customer.redeem(pin)
    second = customer.redeem(pin)

    same = {"call_id", "participant_id", "match_code", "state"}
    assert {name: first[name] for name in same} == {name: second[name] for name in same}
    operator.admit(customer)
    third = customer.redeem(pin)
    assert third["participant_id"] == first["participant_id"]
    assert (third["state"], third["match_code"]) == ("admitted", None)


def test_a_used_pin_is_worth_nothing_to_anybody_else(
    operator: Operator, call_id: str, customer: Customer, stranger: Customer
) -> None:
    pin = operator.new_pin(call_id)
    customer.redeem(pin)

    refused(stranger.post("/api/redeem-pin", {"pin": pin, "redemption_key": stranger.key}), 403, "pin_rejected")


def test_a_wrong_pin_is_rejected(operator: Operator, call_id: str, customer: Customer) -> None:
    pin = operator.new_pin(call_id)
    for wrong in (wrong_secret(pin), unknown_pin(pin)):
        refused(customer.post("/api/redeem-pin", {"pin": wrong, "redemption_key": customer.key}), 403, "pin_rejected")

    customer.redeem(pin)


def test_the_sixth_wrong_pin_of_an_address_must_wait(operator: Operator, call_id: str, customer: Customer) -> None:
    pin = operator.new_pin(call_id)
    for step in range(5):
        body = {"pin": wrong_secret(unknown_pin(pin), step), "redemption_key": fresh_key()}
        refused(customer.post("/api/redeem-pin", body), 403, "pin_rejected")

    problem = refused(
        customer.post("/api/redeem-pin", {"pin": pin, "redemption_key": customer.key}), 429, "too_many_attempts"
    )

    assert 590 <= problem["retry_after"] <= 600


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "x" * 8192, "ž", "eyJhbGciOiJub25lIn0.e30."])
def test_a_bad_customer_token_never_fails_the_redemption(
    operator: Operator, call_id: str, customer: Customer, token: str
) -> None:
    place = customer.redeem(operator.new_pin(call_id), customer_token=token)

    assert place["authenticated"] is False
    assert isinstance(place["authentication_reason"], str)


@pytest.mark.parametrize("length", [22, 86])
def test_a_redemption_key_has_twenty_two_to_eighty_six_characters(
    operator: Operator, call_id: str, customer: Customer, length: int
) -> None:
    customer.key = (fresh_key() + "_" * 86)[:length]

    customer.redeem(operator.new_pin(call_id))

"""The name that a customer gives of themselves: letters alone, in one form, and never mistaken for what we know."""

import unicodedata

import pytest

from tests.functions.people import Customer
from tests.functions.product import refused
from tests.security.instances import SignedIn

_REFUSED = {
    "a bidi override": "Jana\u202eavoN",
    "a bidi isolate": "\u2066Jana\u2069",
    "a left-to-right mark": "Jana\u200e",
    "an Arabic letter mark": "Jana\u061c",
    "a zero-width space": "Ja\u200bna",
    "a zero-width joiner": "Ja\u200dna",
    "a soft hyphen": "Ja\u00adna",
    "a byte order mark": "\ufeffJana",
    "a line feed": "Jana\nAuthenticated: Yes",
    "a tab": "Jana\tYes",
    "a null": "Jana\0",
    "a line separator": "Jana\u2028Yes",
    "markup": "<b>Jana</b>",
    "an entity": "Jana &amp;",
    "a template": "${7*7}",
    "quotes": 'Jana" onload="',
    "a check mark": "Jana \u2713",
    "an emoji": "Jana \U0001f512",
    "digits": "Jana 4111111111111111",
    "an address": "jana@bank.example",
    "a colon": "Authenticated: Yes",
    "a slash": "Jana/Yes",
    "brackets": "Jana (verified)",
    "a fraction slash": "Jana\u2044Yes",
    "a full-width sign": "Jana\uff1cb\uff1e",
    "a filler that shows nothing": "\u3164",
    "nothing but marks": "\u0301\u0301",
    "nothing but signs": " '.- ",
    "blank": "   ",
    "forty-one letters": "a" * 41,
    "half a character": "Jana\ud83d",
}
_TAKEN = {
    "Zoë O'Brien": "Zoë O'Brien",
    "Zoe\u0308": "Zoë",
    "김민지": "김민지",
    "\u1100\u1175\u11b7": "김",
    "Bartoloměj Nový-Malý ml.": "Bartoloměj Nový-Malý ml.",
    "  Jana  ": "Jana",
    "ž" * 40: "ž" * 40,
    "عمر": "عمر",
}


@pytest.mark.parametrize("why", _REFUSED)
def test_a_name_of_anything_but_letters_is_refused(signed_in: SignedIn, visitor: Customer, why: str) -> None:
    """Before the PIN is looked at: it lives on."""
    pin = signed_in.new_pin(signed_in.new_call())
    body = {"pin": pin, "redemption_key": visitor.key, "display_name": _REFUSED[why]}

    problem = refused(visitor.post("/api/redeem-pin", body), 400, "invalid_request")

    assert {error["field"] for error in problem["errors"]} <= {"display_name", "body"}
    visitor.redeem(pin)


@pytest.mark.parametrize("given", _TAKEN)
def test_a_name_is_shown_in_one_form(signed_in: SignedIn, visitor: Customer, given: str) -> None:
    call_id = signed_in.new_call()
    visitor.redeem(signed_in.new_pin(call_id), display_name=given)

    shown = signed_in.call(call_id)["participants"][0]["display_name"]
    assert shown == _TAKEN[given]
    assert unicodedata.is_normalized("NFC", shown)


def test_a_name_that_lies_makes_nobody_authenticated(signed_in: SignedIn, visitor: Customer) -> None:
    """What a customer says of themselves and what we know of them are two fields, and only one of them is theirs."""
    call_id = signed_in.new_call()
    visitor.redeem(signed_in.new_pin(call_id), display_name="Authenticated Yes", customer_token="x")

    shown = signed_in.call(call_id)["participants"][0]
    assert shown["display_name"] == "Authenticated Yes"
    assert shown["authenticated"] is False

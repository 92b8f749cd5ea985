"""A session that is bound to a browser's key (RFC 9449): what was stolen, token or redemption key, is worth nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from shared.instants import after_seconds
from tests.functions.browser_key import BrowserKey
from tests.functions.conftest import MakeProduct
from tests.functions.product import ORIGIN, Product, fine, fresh_key, principal, refused, unknown_pin
from tests.unit.held_clock import HeldClock

SESSION_REQUESTS = [
    ("GET", "/api/session", None),
    ("POST", "/api/issue-acs-token", {}),
    ("POST", "/api/consent", {"kind": "screen", "granted": True}),
    ("POST", "/api/local-call-signals", {"to": "operator", "kind": "bye", "data": ""}),
    ("GET", "/api/local-call-signals?after=0", None),
    ("POST", "/api/end-call", {}),
]


@dataclass
class Browser:
    """A widget by hand: its key, and what it was answered."""

    product: Product
    key: BrowserKey = field(default_factory=BrowserKey)
    redemption_key: str = field(default_factory=fresh_key)
    place: dict[str, Any] = field(default_factory=dict)

    @property
    def token(self) -> str:
        return str(self.place["session_token"])

    def proof(self, method: str, path: str, token: str | None = None, **claims: object) -> str:
        uri = ORIGIN + path.partition("?")[0]
        return self.key.proof(method, uri, self.product.clock() // 1000, token, **claims)

    async def redeem(self, pin: str) -> dict[str, Any]:
        self.place = fine(await self.try_pin(pin))
        return self.place

    async def try_pin(self, pin: str, proof: str | None = None) -> httpx.Response:
        body = {"pin": pin, "redemption_key": self.redemption_key}
        return await self.product.ask(
            "POST", "/api/redeem-pin", body, {"DPoP": proof or self.proof("POST", "/api/redeem-pin")}
        )

    async def ask(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        proven = {"Authorization": f"DPoP {self.token}", "DPoP": self.proof(method, path, self.token)}
        return await self.product.ask(method, path, body, {**proven, **headers})

    async def resume(self, headers: Mapping[str, str] | None = None, **more: object) -> httpx.Response:
        named = {name: self.place[name] for name in ("call_id", "participant_id")}
        shown = {"DPoP": self.proof("POST", "/api/resume")} if headers is None else headers
        return await self.product.ask("POST", "/api/resume", {**named, **more}, shown)


@pytest.fixture
async def victim(product: Product) -> Browser:
    """A customer in the call, whose browser proves its key."""
    browser = Browser(product)
    await browser.redeem(await product.new_pin(await product.new_call()))
    fine(await product.admit(browser.place))
    return browser


async def test_the_whole_journey_with_a_key(product: Product, victim: Browser) -> None:
    assert victim.place["token_type"] == "DPoP"
    for method, path, body in SESSION_REQUESTS:
        assert (await victim.ask(method, path, body)).status_code in {200, 201}, path


@pytest.mark.parametrize(("method", "path", "body"), SESSION_REQUESTS, ids=lambda part: str(part)[:28])
async def test_a_stolen_session_token_alone_opens_nothing(
    product: Product, victim: Browser, method: str, path: str, body: object
) -> None:
    for scheme in ("Bearer", "DPoP"):
        alone = {"Authorization": f"{scheme} {victim.token}"}
        refused(await product.ask(method, path, body, alone), 401, "proof_required")
        thief = Browser(product, place=victim.place)
        refused(await thief.ask(method, path, body, Authorization=f"{scheme} {victim.token}"), 401, "proof_invalid")
        assert (await product.ask(method, path, body, alone | principal("operator-1"))).status_code == 401


@pytest.mark.parametrize(("method", "path", "body"), SESSION_REQUESTS, ids=lambda part: str(part)[:28])
async def test_a_proof_that_was_seen_on_its_way_is_not_taken_again(
    product: Product, victim: Browser, method: str, path: str, body: object
) -> None:
    seen = {"DPoP": victim.proof(method, path, victim.token)}
    assert (await victim.ask(method, path, body, **seen)).status_code in {200, 201}

    refused(await victim.ask(method, path, body, **seen), 401, "proof_invalid")


async def test_a_proof_is_used_once_on_all_instances_together(product: Product, victim: Browser) -> None:
    """Whatever changes something or hands out a token; a question may be repeated elsewhere, and changes nothing."""
    other = Product(product.folder, product.clock)
    try:
        elsewhere = Browser(other, victim.key, place=victim.place)
        for method, path, body in SESSION_REQUESTS:
            if method == "POST":
                seen = {"DPoP": victim.proof(method, path, victim.token)}
                assert (await victim.ask(method, path, body, **seen)).status_code in {200, 201}
                refused(await elsewhere.ask(method, path, body, **seen), 401, "proof_invalid")
    finally:
        other.close()


async def test_a_proof_for_another_request_is_refused(product: Product, victim: Browser) -> None:
    body = {"kind": "screen", "granted": True}
    wrong = [
        victim.proof("POST", "/api/end-call", victim.token),
        victim.proof("GET", "/api/consent", victim.token),
        victim.proof("POST", "/api/consent"),
        victim.proof("POST", "/api/consent", "another.session.token"),
        victim.proof("POST", "/api/consent", victim.token, htu="https://evil.example/api/consent"),
    ]
    for proof in wrong:
        refused(await victim.ask("POST", "/api/consent", body, DPoP=proof), 401, "proof_invalid")
    fine(await victim.ask("POST", "/api/consent", body))


async def test_a_browser_whose_clock_is_wrong_is_told_the_time_and_gets_in(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    late = browser.proof("POST", "/api/redeem-pin", iat=product.clock() // 1000 - 3600)

    told = refused(await browser.try_pin(pin, late), 401, "proof_untimely")

    assert told["server_time"] == "2026-01-01T00:00:00.000Z"
    assert product.documents.watch.requests[-1] == "create pin", "the store was not asked, and nothing counted"
    await browser.redeem(pin)


async def test_a_stolen_redemption_key_alone_opens_nothing(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    await browser.redeem(pin)
    thief = Browser(product, redemption_key=browser.redemption_key, place=browser.place)
    copied = {"redemption_key": browser.redemption_key}

    refused(await browser.resume({}, **copied), 403, "pin_rejected")
    refused(await thief.resume(**copied), 403, "pin_rejected")
    refused(await product.redeem(pin, browser.redemption_key), 403, "pin_rejected")
    refused(await thief.try_pin(pin), 403, "pin_rejected")


async def test_a_browser_comes_back_by_its_key_alone(product: Product, victim: Browser) -> None:
    back = fine(await victim.resume())

    assert (back["participant_id"], back["state"]) == (victim.place["participant_id"], "admitted")
    assert back["token_type"] == "DPoP"
    victim.place = back
    fine(await victim.ask("POST", "/api/issue-acs-token", {}))


async def test_a_lost_answer_costs_nothing_though_each_try_has_a_proof_of_its_own(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    first = await browser.redeem(pin)

    again = await browser.redeem(pin)

    assert again["participant_id"] == first["participant_id"]


async def test_the_proofs_of_redeeming_and_coming_back_are_used_once_too(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    seen = browser.proof("POST", "/api/redeem-pin")
    browser.place = fine(await browser.try_pin(pin, seen))
    refused(await browser.try_pin(pin, seen), 401, "proof_invalid")
    back = {"DPoP": browser.proof("POST", "/api/resume")}
    fine(await browser.resume(back))

    refused(await browser.resume(back), 401, "proof_invalid")


async def test_a_used_proof_uses_up_no_pin(product: Product) -> None:
    """On the instance that saw it, and on another."""
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    seen = browser.proof("POST", "/api/redeem-pin")
    refused(await browser.try_pin(unknown_pin(pin), seen), 403, "pin_rejected")
    other = Product(product.folder, product.clock)
    try:
        for instance in (product, other):
            refused(await Browser(instance, browser.key).try_pin(pin, seen), 401, "proof_invalid")
    finally:
        other.close()

    await Browser(product).redeem(pin)


async def test_whoever_left_cannot_come_back_by_the_key(product: Product, victim: Browser) -> None:
    fine(await victim.ask("POST", "/api/end-call", {}))

    refused(await victim.resume(), 403, "pin_rejected")


async def test_the_key_alone_does_not_stand_for_the_pins_redemption_key(product: Product) -> None:
    """Both made the name under which the PIN's use is kept: neither alone lets anybody search for the PIN."""
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    await browser.redeem(pin)

    refused(await Browser(product, browser.key).try_pin(pin), 403, "pin_rejected")


async def test_two_keys_may_use_the_same_jti(product: Product) -> None:
    """Nobody can spoil another's proofs by sending their names first."""
    call_id = await product.new_call()
    for browser in (Browser(product), Browser(product)):
        pin = await product.new_pin(call_id)
        fine(await browser.try_pin(pin, browser.proof("POST", "/api/redeem-pin", jti="the-same")))


async def test_a_proof_stays_used_for_as_long_as_any_instance_might_take_it(product: Product, victim: Browser) -> None:
    """Dated ahead as far as may be, and sent to an instance whose clock is five minutes behind."""
    early = {"DPoP": victim.proof("POST", "/api/resume", iat=product.clock() // 1000 + 330)}
    fine(await victim.resume(early))
    product.clock.forward(330 + 330 + 300)
    other = Product(product.folder, HeldClock(after_seconds(product.clock(), -300)))
    try:
        elsewhere = Browser(other, victim.key, place=victim.place)
        refused(await elsewhere.resume(early), 401, "proof_invalid")
    finally:
        other.close()


async def test_proofs_are_made_for_our_public_address_whatever_host_a_request_names(make_product: MakeProduct) -> None:
    product = make_product(PUBLIC_URL="https://help.bank.example")
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    refused(await browser.try_pin(pin), 401, "proof_invalid")

    ours = browser.proof("POST", "/api/redeem-pin", htu="https://help.bank.example/api/redeem-pin")
    assert fine(await browser.try_pin(pin, ours))["token_type"] == "DPoP"


async def test_an_empty_proof_is_a_wrong_one_and_no_other_scheme_is_a_session(
    product: Product, victim: Browser
) -> None:
    pin = await product.new_pin(await product.new_call())
    body = {"pin": pin, "redemption_key": fresh_key()}
    refused(await product.ask("POST", "/api/redeem-pin", body, {"DPoP": ""}), 401, "proof_invalid")
    refused(await victim.ask("GET", "/api/session", Authorization=f"Basic {victim.token}"), 401, "session_invalid")


async def test_who_was_turned_away_gets_no_fresh_token(product: Product) -> None:
    browser, call_id = Browser(product), await product.new_call()
    await browser.redeem(await product.new_pin(call_id))
    await product.new_pin(call_id)
    product.clock.forward(400)

    told = fine(await browser.ask("GET", "/api/session"))

    assert told["participant"]["state"] == "turned_away"
    assert "session_token" not in told


async def test_nothing_is_counted_and_nothing_used_up_when_the_proof_is_wrong(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    product.forget_requests()

    refused(await browser.try_pin(pin, "nonsense"), 401, "proof_invalid")
    refused(await browser.try_pin(pin, browser.proof("POST", "/api/resume")), 401, "proof_invalid")

    assert product.store_requests == []
    await browser.redeem(pin)


async def test_a_renewed_session_is_bound_to_the_same_key(product: Product, victim: Browser) -> None:
    product.clock.forward(400)
    renewed = fine(await victim.ask("GET", "/api/session"))["session_token"]

    refused(await product.ask("GET", "/api/session", None, {"Authorization": f"DPoP {renewed}"}), 401, "proof_required")
    victim.place["session_token"] = renewed
    fine(await victim.ask("GET", "/api/session"))


async def test_without_a_proof_from_the_start_all_is_as_it_was(product: Product) -> None:
    """A client of the contract that has no keys; it is told `Bearer`, and coming back takes its redemption key."""
    waiting = await product.waiting(await product.new_call())
    bearer = {"Authorization": f"Bearer {waiting['session_token']}"}
    assert waiting["token_type"] == "Bearer"
    fine(await product.ask("GET", "/api/session", None, bearer))
    named = {name: waiting[name] for name in ("call_id", "participant_id")}
    fine(await product.stranger("/api/resume", {**named, "redemption_key": waiting["key"]}))

    refused(await product.stranger("/api/resume", named), 400, "invalid_request")
    thief = Browser(product, place=waiting)
    refused(await thief.resume(), 403, "pin_rejected")
    refused(await thief.ask("GET", "/api/session"), 401, "session_invalid")


async def test_a_proof_costs_the_store_one_write_where_something_changes_and_none_for_a_question(
    product: Product,
) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    product.forget_requests()

    await browser.redeem(pin)
    assert product.store_requests == ["read net", "create proof", "read pin", "patch call", "patch call"]
    product.forget_requests()
    fine(await browser.ask("GET", "/api/session"))
    assert product.store_requests == ["read call"]
    product.forget_requests()
    fine(await browser.ask("POST", "/api/consent", {"kind": "screen", "granted": True}))
    assert product.store_requests == ["create proof", "read call", "patch call"]


async def test_used_proofs_are_forgotten_once_they_are_too_old_to_be_taken(product: Product, victim: Browser) -> None:
    used = product.ports.proofs_used_here
    kept = []
    for _ in range(4):
        product.clock.forward(400)
        victim.place |= fine(await victim.ask("GET", "/api/session"))
        kept.append(len(used))

    assert kept == [2, 3, 3, 3], "redeeming and one question each 400 seconds, for 991 seconds"

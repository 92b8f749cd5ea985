"""Two people's day with canaries in everything that they send: every route, and nearly every refusal."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TypeVar

import httpx

from tests.functions.browser_key import BrowserKey
from tests.functions.people import Api, Customer, Operator
from tests.functions.product import fine, fresh_key, refused, unknown_pin, wrong_secret
from tests.security.canaries import NAME, SUBJECT, Flight

SIGNAL_ADDRESS = "203.0.113.77"
SIGNAL = f"v=0 candidate {SIGNAL_ADDRESS} kanarek-ufrag"
NewOperator = Callable[[str], Operator]
NewCustomer = Callable[[], Customer]
_Person = TypeVar("_Person", bound=Api)


class Day:
    """Who takes part, all of them watched. `calls`: the laptop's own call service carries signals."""

    def __init__(self, stack: ExitStack, operator: NewOperator, customer: NewCustomer, *, signals: bool) -> None:
        self.flight = Flight()
        self._stack, self._operator, self._customer, self._signals = stack, operator, customer, signals
        self.jana = self._watched(operator("operator-1"))

    def _watched(self, person: _Person) -> _Person:
        self._stack.enter_context(person)
        self.flight.watch(person.http)
        return person

    def customer(self) -> Customer:
        return self._watched(self._customer())

    def run(self) -> None:
        """All of it."""
        call_id = self._call()
        self._guesses(call_id)
        self._help(call_id)
        self._bound()
        self._distrusted()
        self._turned_away()
        self._others()
        self._looks()

    def _call(self) -> str:
        key = {"Idempotency-Key": fresh_key()}
        made = fine(self.jana.post("/api/create-call", {"subject": SUBJECT}, key), 201)
        refused(self.jana.post("/api/create-call", {"subject": "another"}, key), 409, "idempotency_key_reused")
        refused(self.jana.post("/api/create-call", {"widget": SUBJECT}), 404, "widget_not_found")
        refused(self.jana.post("/api/create-call", {"scenario": SUBJECT}), 404, "scenario_not_found")
        return str(made["call_id"])

    def _guesses(self, call_id: str) -> None:
        guesser = self.customer()
        old, pin = self.jana.new_pin(call_id), self.jana.new_pin(call_id)
        for guess in (wrong_secret(pin), unknown_pin(pin), old):
            body = {"pin": guess, "redemption_key": guesser.key, "display_name": NAME, "customer_token": fresh_key()}
            refused(guesser.post("/api/redeem-pin", body), 403, "pin_rejected")
        keyed = {"redemption_key": guesser.key}
        refused(guesser.post("/api/redeem-pin", {"pin": "x" + pin, **keyed}), 400, "pin_malformed")
        refused(guesser.post("/api/redeem-pin", {"pin": int("1" + pin), **keyed}), 400, "invalid_request")
        refused(guesser.post(f"/api/redeem-pin?pin={pin}", keyed), 400, "invalid_request")
        refused(guesser.post("/api/redeem-pin", {"pin": pin, **keyed, NAME: NAME}), 400, "invalid_request")
        refused(guesser.post("/api/redeem-pin", {"pin": pin, "customer_token": pin * 1_700}), 413, "body_too_large")
        plain = {"Content-Type": "text/plain"}
        refused(guesser.send("POST", "/api/redeem-pin", pin.encode(), plain), 415, "content_type")
        guesser.bear(fresh_key() * 2)
        refused(guesser.get("/api/session"), 401, "session_invalid")
        for _ in range(2):
            body = {"call_id": call_id, "participant_id": NAME, "redemption_key": fresh_key()}
            refused(guesser.post("/api/resume", body), 403, "pin_rejected")
        body = {"pin": pin, "redemption_key": guesser.key}
        refused(guesser.post("/api/redeem-pin", body), 429, "too_many_attempts")

    def _help(self, call_id: str) -> None:
        customer = self.customer()
        pin = self.jana.new_pin(call_id)
        customer.redeem(pin, display_name=NAME, customer_token=fresh_key() * 2)
        customer.redeem(pin)
        fine(customer.post("/api/resume", {**customer.named, "redemption_key": customer.key}))
        fine(customer.get("/api/session"))
        fine(customer.post("/api/consent", {"kind": "screen", "granted": True, "text_version": "v1"}))
        assert customer.post("/api/issue-acs-token", {}).status_code == 202
        wrong = {**customer.named, "match_code": f"{(int(customer.match_code) + 1) % 100:02d}"}
        refused(self.jana.post("/api/admit", wrong), 403, "match_code_wrong")
        nobody = {"call_id": call_id, "participant_id": NAME, "match_code": "00"}
        refused(self.jana.post("/api/admit", nobody), 404, "participant_not_found")
        signal = {"to": "operator", "kind": "offer", "data": SIGNAL}
        if self._signals:
            refused(customer.post("/api/local-call-signals", signal), 409, "participant_not_admitted")
        self.jana.admit(customer)
        refused(self.jana.post("/api/turn-away", customer.named), 409, "participant_not_waiting")
        fine(customer.post("/api/issue-acs-token", {}))
        fine(self.jana.post("/api/issue-acs-token", {"call_id": call_id}))
        if self._signals:
            fine(customer.post("/api/local-call-signals", signal), 201)
            fine(self.jana.get(f"/api/local-call-signals?call_id={call_id}"))
        second = self.customer()
        second.redeem(self.jana.new_pin(call_id), display_name=NAME)
        answer = self.jana.post("/api/admit", {**second.named, "match_code": second.match_code})
        refused(answer, 409, "another_customer_admitted")
        fine(second.post("/api/end-call", {}))
        refused(second.post("/api/issue-acs-token", {}), 410, "left")
        self.jana.end(call_id)
        fine(customer.get("/api/session"))
        refused(customer.post("/api/issue-acs-token", {}), 410, "call_closed")

    def _bound(self) -> None:
        """A session bound to a key (RFC 9449), by proofs right and wrong."""
        customer, key = self.customer(), BrowserKey()
        pin = self.jana.new_pin(self.jana.new_call())

        def proof(method: str, path: str, token: str | None = None, **claims: object) -> dict[str, str]:
            now = int(datetime.now(UTC).timestamp())
            return {"DPoP": key.proof(method, customer.origin + path, now, token, **claims)}

        body = {"pin": pin, "redemption_key": customer.key, "display_name": NAME}
        refused(customer.post("/api/redeem-pin", body, {"DPoP": "x.y.z"}), 401, "proof_invalid")
        refused(customer.post("/api/redeem-pin", body, proof("POST", "/api/redeem-pin", iat=1)), 401, "proof_untimely")
        place = fine(customer.post("/api/redeem-pin", body, proof("POST", "/api/redeem-pin")))
        token = str(place["session_token"])
        bound = {"Authorization": f"DPoP {token}"}
        refused(customer.get("/api/session", bound), 401, "proof_required")
        fine(customer.get("/api/session", bound | proof("GET", "/api/session", token)))
        named = {name: place[name] for name in ("call_id", "participant_id")}
        fine(customer.post("/api/resume", named, proof("POST", "/api/resume")))

    def _distrusted(self) -> None:
        customer = self.customer()
        customer.redeem(self.jana.new_pin(self.jana.new_call(subject=SUBJECT)), display_name=NAME)
        self.jana.admit(customer)
        fine(customer.post("/api/end-call", {"reason": "distrust"}))
        fine(customer.get("/api/session"))

    def _turned_away(self) -> None:
        customer, call_id = self.customer(), self.jana.new_call()
        customer.redeem(self.jana.new_pin(call_id), display_name=NAME)
        fine(self.jana.post("/api/turn-away", customer.named))
        refused(customer.post("/api/issue-acs-token", {}), 403, "turned_away")
        for _ in range(3):
            pin = self.jana.new_pin(call_id)
            for step in range(1, 6):
                guesser = self.customer()
                body = {"pin": wrong_secret(pin, step), "redemption_key": guesser.key}
                refused(guesser.post("/api/redeem-pin", body), 403, "pin_rejected")
        refused(self.jana.post("/api/issue-pin", {"call_id": call_id}), 409, "pin_exhausted")

    def _others(self) -> None:
        call_id, auditor = self.jana.new_call(subject=SUBJECT), self._watched(self._operator("auditor-1"))
        refused(auditor.post("/api/create-call", {"subject": SUBJECT}), 403, "role_required")
        refused(self.jana.get(f"/api/calls/{fresh_key()}"), 404, "call_not_found")
        foreign = {"Origin": "https://kanarek.example"}
        refused(self.jana.post("/api/create-call", {"subject": SUBJECT}, foreign), 403, "foreign_origin")
        self.jana.end(call_id)
        refused(self.jana.post("/api/issue-pin", {"call_id": call_id}), 409, "call_closed")
        refused(self.customer().post("/api/create-call", {"subject": SUBJECT}), 401, "sign_in_required")
        self.jana.http.get(f"/api/calls/{NAME}")

    def _looks(self) -> None:
        call_id = self.jana.new_call(subject=SUBJECT)
        self.jana.call(call_id)
        for path in ("calls?limit=100", "me", "health", "openapi.json"):
            fine(self.jana.get(f"/api/{path}"))
        self.jana.http.get("/api/health/ready")
        for path in ("jwks", "widget-config"):
            fine(self.customer().get(f"/api/{path}"))
        page: httpx.Response = self.jana.http.get("/operator/")
        assert page.status_code == 200

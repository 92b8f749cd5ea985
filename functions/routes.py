"""Every route in one table: who may ask, what goes in, what comes out, what is refused.

`function_app.py` registers from it, the OpenAPI document is printed from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from functions import answers, requests
from functions.admit import admit
from functions.app import Handler
from functions.call import call
from functions.calls import calls
from functions.consent import consent
from functions.create_call import create_call
from functions.end_call import end_call
from functions.health import health
from functions.health_ready import health_ready
from functions.issue_acs_token import issue_acs_token
from functions.issue_pin import issue_pin
from functions.jwks import jwks
from functions.local_call_signals import read_local_call_signals, send_local_call_signal
from functions.me import me
from functions.openapi_json import openapi_json
from functions.operator_pages import operator_pages
from functions.redeem_pin import redeem_pin
from functions.resume import resume
from functions.session import session
from functions.turn_away import turn_away
from functions.waiting import MAX_MAIL_WAIT_SECONDS, MAX_WAIT_SECONDS
from functions.widget_config import widget_config
from shared import errors as e
from shared.settings import CallsKind, Surface

Caller = Literal["operator", "staff", "session", "either", "public", "page"]
"""`either`: session or operator. `staff`: anybody signed in. `page`: static files behind sign-in."""

_OPERATOR = (e.SignInRequired, e.RoleRequired, e.ForeignOrigin)
_PROOF = (e.ProofInvalid, e.ProofUntimely)
_SESSION = (e.SessionInvalid, e.SessionExpired, e.ProofRequired, *_PROOF)
_BODY = (e.InvalidRequest, e.BodyTooLarge, e.ContentTypeRefused)
_GONE = (e.CallOver, e.Left, e.TurnedAway)
_OWN = (e.CallNotFound, e.CallClosed)


@dataclass(frozen=True, slots=True)
class Route:
    """One function: its name, where it is, whom it serves, and its models for the contract's document."""

    name: str
    method: Literal["GET", "POST"]
    path: str
    caller: Caller
    handler: Handler
    answers: Mapping[int, type[BaseModel] | None]
    refusals: Sequence[type[e.Refused]] = ()
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    calls: CallsKind | None = None
    held_seconds: int = 0
    """How long its answer may be held back on purpose."""
    on_operator_surface_only: bool = False


ROUTES: tuple[Route, ...] = (
    Route("create-call", "POST", "api/create-call", "operator", create_call, {201: answers.CallCreated},
          (*_OPERATOR, *_BODY, e.WidgetNotFound, e.ScenarioNotFound, e.IdempotencyKeyReused), requests.CreateCall),
    Route("issue-pin", "POST", "api/issue-pin", "operator", issue_pin, {201: answers.PinIssued},
          (*_OPERATOR, *_BODY, *_OWN, e.PinExhausted), requests.CallNamed),
    Route("redeem-pin", "POST", "api/redeem-pin", "public", redeem_pin, {200: answers.Redeemed},
          (*_BODY, *_PROOF, e.PinMalformed, e.PinRejected, e.TooManyAttempts), requests.RedeemPin),
    Route("resume", "POST", "api/resume", "public", resume, {200: answers.Redeemed},
          (*_BODY, *_PROOF, e.PinRejected, e.TooManyAttempts), requests.Resume),
    Route("issue-acs-token", "POST", "api/issue-acs-token", "either", issue_acs_token,
          {200: answers.AcsToken, 202: answers.Waiting},
          (*_SESSION, *_OPERATOR, *_BODY, *_GONE, e.CallNotFound), requests.MaybeCallNamed),
    Route("jwks", "GET", "api/jwks", "public", jwks, {200: answers.Jwks, 304: None}, (e.InvalidRequest,)),
    Route("session", "GET", "api/session", "session", session, {200: answers.Session, 304: None}, _SESSION,
          held_seconds=MAX_WAIT_SECONDS),
    Route("consent", "POST", "api/consent", "session", consent, {200: answers.ConsentNoted},
          (*_SESSION, *_BODY, *_GONE), requests.Consent),
    Route("widget-config", "GET", "api/widget-config", "public", widget_config, {200: answers.WidgetConfig},
          (e.InvalidRequest, e.WidgetNotFound), query=requests.WidgetNamed),
    Route("admit", "POST", "api/admit", "operator", admit, {200: answers.ParticipantShown},
          (*_OPERATOR, *_BODY, *_OWN, e.MatchCodeWrong, e.ParticipantNotFound, e.ParticipantNotWaiting,
           e.AnotherCustomerAdmitted, e.AuthenticationRequired), requests.Admit),
    Route("turn-away", "POST", "api/turn-away", "operator", turn_away, {200: answers.ParticipantShown},
          (*_OPERATOR, *_BODY, *_OWN, e.ParticipantNotFound, e.ParticipantNotWaiting), requests.ParticipantNamed),
    Route("end-call", "POST", "api/end-call", "either", end_call, {200: answers.CallEndedOrLeft},
          (*_SESSION, *_OPERATOR, *_BODY, e.CallNotFound), requests.EndOrLeaveCall),
    Route("calls", "GET", "api/calls", "operator", calls, {200: answers.CallList},
          (*_OPERATOR, e.InvalidRequest), query=requests.ListCalls),
    Route("call", "GET", "api/calls/{call_id}", "operator", call, {200: answers.CallShown, 304: None},
          (*_OPERATOR, e.CallNotFound)),
    Route("me", "GET", "api/me", "staff", me, {200: answers.Me}, (e.SignInRequired, e.ForeignOrigin)),
    Route("health", "GET", "api/health", "public", health, {200: answers.Health}),
    Route("health-ready", "GET", "api/health/ready", "public", health_ready,
          {200: answers.Ready, 503: answers.NotReady}, on_operator_surface_only=True),
    Route("openapi-json", "GET", "api/openapi.json", "public", openapi_json, {200: None},
          on_operator_surface_only=True),
    Route("local-call-signals", "POST", "api/local-call-signals", "either", send_local_call_signal,
          {201: answers.SignalSent},
          (*_SESSION, *_OPERATOR, *_BODY, *_GONE, e.CallNotFound, e.ParticipantNotFound, e.ParticipantNotAdmitted),
          requests.SendSignal, calls="local"),
    Route("read-local-call-signals", "GET", "api/local-call-signals", "either", read_local_call_signals,
          {200: answers.SignalsShown},
          (*_SESSION, *_OPERATOR, e.InvalidRequest, *_GONE, e.CallNotFound, e.ParticipantNotAdmitted),
          query=requests.ReadSignals, calls="local", held_seconds=MAX_MAIL_WAIT_SECONDS),
    Route("operator-pages", "GET", "operator/{*path}", "page", operator_pages, {200: None},
          on_operator_surface_only=True),
)  # fmt: skip


def served(surface: Surface, calls_kind: CallsKind) -> list[Route]:
    """The routes that an app of this surface, with this call service, registers."""
    return [
        route
        for route in ROUTES
        if route.calls in {None, calls_kind} and (surface == "all" or _belongs(route, surface))
    ]


def _belongs(route: Route, surface: Surface) -> bool:
    if surface == "public":
        return route.caller in {"public", "session", "either"} and not route.on_operator_surface_only
    customers_only = route.caller in {"public", "session"} and route.name != "health"
    return route.on_operator_surface_only or not customers_only

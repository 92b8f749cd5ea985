"""Two apps on two host names, one for operators and one for customers: nothing of the one answers on the other.

Both run as processes on one store, and every header reaches them as an attacker sent it.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping

import httpx
import pytest

from functions.routes import served
from shared.settings import SettingsError, load
from tests.e2e.hosts import ROOT
from tests.functions.people import Customer
from tests.functions.product import FRONT_DOOR_ID, ORIGIN, fine, fresh_address, principal, refused
from tests.security.conftest import TwoApps
from tests.security.every_route import EVERY, Asked
from tests.security.instances import Instance, SignedIn

_DOOR = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
_PUBLIC = {route.name for route in served("public", "local")}
_OPERATORS = {route.name for route in served("operator", "local")}


def _ask(instance: Instance, asked: Asked, headers: Mapping[str, str]) -> httpx.Response:
    typed = {} if asked.body is None else {"Content-Type": "application/json"}
    return instance.http.request(
        asked.method,
        asked.path,
        headers={**_DOOR, **typed, **headers},
        content=None if asked.body is None else json.dumps(asked.body),
    )


def _spelled(asked: Asked) -> tuple[str, str]:
    return asked.method, asked.path.partition("?")[0]


def test_every_route_belongs_to_an_app() -> None:
    assert set(EVERY) == _PUBLIC | _OPERATORS
    assert {"redeem-pin", "resume", "jwks", "session", "consent", "widget-config"} == _PUBLIC - _OPERATORS


@pytest.mark.parametrize("surface", ["operator", "public"])
def test_no_route_of_one_app_answers_on_the_other(apps: TwoApps, admitted: Customer, surface: str) -> None:
    """Neither for somebody who is signed in, nor for a session, nor for both at once."""
    instance, there = (apps.for_operators, _OPERATORS) if surface == "operator" else (apps.for_customers, _PUBLIC)
    bearer = {"Authorization": admitted.http.headers["Authorization"]}
    known = {_spelled(EVERY[name]) for name in there}
    for name in set(EVERY) - there:
        if _spelled(EVERY[name]) in known:
            continue
        for headers in ({}, principal("operator-1"), bearer, principal("operator-1") | bearer):
            answer = _ask(instance, EVERY[name], headers)
            assert (answer.status_code, answer.content) == (404, b""), name


def _forged() -> dict[str, dict[str, str]]:
    told = json.loads(base64.b64decode(principal("operator-1")["x-ms-client-principal"]))
    told["claims"].append({"typ": "roles", "val": "Admin"})
    return {
        "an operator's": principal("operator-1"),
        "everybody's roles": principal("operator-1")
        | {"x-ms-client-principal": base64.b64encode(json.dumps(told).encode()).decode()},
        "the id alone": {"X-MS-CLIENT-PRINCIPAL-ID": principal("operator-1")["x-ms-client-principal-id"]},
        "an access token": {"X-MS-TOKEN-AAD-ACCESS-TOKEN": "eyJ", "X-MS-TOKEN-AAD-ID-TOKEN": "eyJ"},
        "a cookie": {"Cookie": "AppServiceAuthSession=forged"},
    }


@pytest.mark.parametrize("kind", _forged())
def test_a_forged_principal_on_the_public_app_does_nothing(
    apps: TwoApps, signed_in: SignedIn, kind: str, subtests: pytest.Subtests
) -> None:
    """It is not even read: every route answers as it answers somebody without it."""
    call_id = signed_in.new_call()
    for name in sorted(_PUBLIC):
        with subtests.test(name):
            asked = EVERY[name]
            if asked.body and "call_id" in asked.body:
                asked = Asked(asked.route, asked.path, {**asked.body, "call_id": call_id})
            forged = _ask(apps.for_customers, asked, {**_forged()[kind], "X-Azure-SocketIP": fresh_address()})
            plain = _ask(apps.for_customers, asked, {"X-Azure-SocketIP": fresh_address()})
            assert (forged.status_code, forged.content) == (plain.status_code, plain.content)
    assert signed_in.call(call_id)["state"] == "open"


def test_a_session_on_the_operators_app_is_nobody(apps: TwoApps, admitted: Customer) -> None:
    bearer = {"Authorization": admitted.http.headers["Authorization"]}
    for name in ("issue-acs-token", "end-call", "local-call-signals", "read-local-call-signals"):
        refused(_ask(apps.for_operators, EVERY[name], bearer), 401, "session_invalid")

    assert fine(admitted.get("/api/session"))["participant"]["state"] == "admitted"


def test_both_callers_at_once_get_the_powers_of_neither_by_falling_back(
    apps: TwoApps, signed_in: SignedIn, admitted: Customer
) -> None:
    """A session and a principal in one request: the operators' app takes no session, the public app no principal."""
    call_id = signed_in.new_call()
    bearer = {"Authorization": admitted.http.headers["Authorization"]}
    both = bearer | principal("operator-1")
    for name in ("issue-acs-token", "end-call"):
        asked = Asked(EVERY[name].route, EVERY[name].path, {"call_id": call_id})
        refused(_ask(apps.for_operators, asked, both), 401, "session_invalid")
        # A customer names no call: the field is the operator's.
        refused(_ask(apps.for_customers, asked, both), 400, "invalid_request")
    ending = Asked(EVERY["end-call"].route, "/api/end-call", {"call_id": call_id})
    broken = principal("operator-1") | {"Authorization": "Bearer x"}
    refused(_ask(apps.for_operators, ending, broken), 401, "session_invalid")

    assert signed_in.call(call_id)["state"] == "open"


def test_the_two_apps_are_one_product(signed_in: SignedIn, admitted: Customer) -> None:
    fine(admitted.post("/api/issue-acs-token", {}))
    fine(signed_in.post("/api/issue-acs-token", {"call_id": admitted.named["call_id"]}))


def test_the_operators_app_lets_no_other_origin_read(apps: TwoApps, signed_in: SignedIn) -> None:
    """No CORS: neither a preflight nor an answer names an origin."""
    for name in _OPERATORS - {"operator-pages"}:
        asked = EVERY[name]
        origin = {"Origin": "https://www.bank.example"}
        preflight = apps.for_operators.http.options(
            asked.path,
            headers={**_DOOR, **origin, "Access-Control-Request-Method": asked.method},
        )
        answer = _ask(apps.for_operators, asked, {**origin, **principal("operator-1")})
        for each in (preflight, answer):
            assert not [header for header in each.headers if header.startswith("access-control-allow")], name


_AZURE = {
    "WEBSITE_SITE_NAME": "assist",
    "FRONT_DOOR_ID": FRONT_DOOR_ID,
    "TENANT_ID": "3f2b8c1e-6d4a-4c57-9b0e-5a7d21c4e6f8",
    "STORE": "cosmos",
    "COSMOS_ENDPOINT": "https://bank.documents.azure.com",
    "CALLS": "acs",
    "ACS_ENDPOINT": "https://bank.europe.communication.azure.com",
    "SECRETS": "key_vault",
    "KEY_VAULT_URL": "https://bank.vault.azure.net",
    "PUBLIC_URL": ORIGIN,
}


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"SURFACE": "all", "WEBSITE_AUTH_ENABLED": "True"}, "SURFACE"),
        ({"WEBSITE_AUTH_ENABLED": "True"}, "SURFACE"),
        ({"SURFACE": "all", "ALLOW_SINGLE_APP": "true", "WEBSITE_AUTH_ENABLED": "True"}, "SURFACE"),
        ({"SURFACE": "operator"}, "WEBSITE_AUTH_ENABLED"),
        ({"SURFACE": "operator", "WEBSITE_AUTH_ENABLED": "False"}, "WEBSITE_AUTH_ENABLED"),
        ({"SURFACE": "all", "ALLOW_SINGLE_APP": "1"}, "WEBSITE_AUTH_ENABLED"),
        ({"SURFACE": "public", "FRONT_DOOR_ID": ""}, "FRONT_DOOR_ID"),
        ({"SURFACE": "both"}, "SURFACE"),
    ],
)  # fmt: skip
def test_in_azure_an_unsafe_surface_does_not_start(settings: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as stopped:
        load({**_AZURE, **settings})

    assert stopped.value.setting == named


@pytest.mark.parametrize(
    "settings",
    [
        {"SURFACE": "public"},
        {"SURFACE": "operator", "WEBSITE_AUTH_ENABLED": "True"},
        {"SURFACE": "all", "ALLOW_SINGLE_APP": "1", "WEBSITE_AUTH_ENABLED": "true"},
    ],
)
def test_in_azure_what_is_meant_starts(settings: dict[str, str]) -> None:
    assert load({**_AZURE, **settings}).door.surface == settings["SURFACE"]


def test_a_refused_setting_stops_the_process_before_it_serves() -> None:
    """Not only the parser: the module that Azure imports does not import."""
    asked = subprocess.run(
        [sys.executable, "-c", "import function_app"],
        cwd=ROOT, env={**_AZURE, "SURFACE": "all", "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert asked.returncode == 1
    assert "SURFACE=all: in Azure deploy two apps" in asked.stderr

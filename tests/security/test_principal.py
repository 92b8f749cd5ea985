"""An operator is whom the platform names in exactly one well-formed principal of our tenant; anything odd is nobody.

401 for nobody, 403 for whoever lacks the role, own calls only. To the operators' app as a process, where every header
arrives as it was sent.
"""

import base64
import json
from collections.abc import Callable

import httpx
import pytest

from tests.functions.product import FRONT_DOOR_ID, fine, fresh_address, principal, refused
from tests.security.conftest import TwoApps
from tests.security.every_route import BY_OPERATORS
from tests.security.instances import Instance, SignedIn

_PRINCIPAL, _ID, _PROVIDER = "X-MS-CLIENT-PRINCIPAL", "X-MS-CLIENT-PRINCIPAL-ID", "X-MS-CLIENT-PRINCIPAL-IDP"
_JANA = "22222222-2222-4222-8222-000000000001"
_OID = "http://schemas.microsoft.com/identity/claims/objectidentifier"
_TID = "http://schemas.microsoft.com/identity/claims/tenantid"
_TENANT = "11111111-1111-4111-8111-111111111111"
_Headers = list[tuple[str, str]]


def _told() -> dict[str, object]:
    told: dict[str, object] = json.loads(base64.b64decode(principal("operator-1")["x-ms-client-principal"]))
    return told


def _claim(kind: str, value: object) -> dict[str, object]:
    return {"typ": kind, "val": value}


def _encoded(text: str | bytes) -> str:
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


def _sent(told: object, object_id: str = _JANA, provider: str = "aad") -> _Headers:
    return [(_PRINCIPAL, _encoded(json.dumps(told))), (_ID, object_id), (_PROVIDER, provider)]


def _claims(change: Callable[[list[dict[str, object]]], object]) -> _Headers:
    told = _told()
    claims = told["claims"]
    assert isinstance(claims, list)
    change(claims)
    return _sent(told)


def _without(kind: str) -> Callable[[list[dict[str, object]]], object]:
    def change(claims: list[dict[str, object]]) -> None:
        claims[:] = [claim for claim in claims if claim["typ"] != kind]

    return change


def _instead(kind: str, value: object) -> Callable[[list[dict[str, object]]], object]:
    def change(claims: list[dict[str, object]]) -> None:
        _without(kind)(claims)
        claims.append(_claim(kind, value))

    return change


def _raw(text: str) -> _Headers:
    return [(_PRINCIPAL, text), *_sent(_told())[1:]]


_TEXT = json.dumps(_told())
_GOOD = _encoded(_TEXT)
_ADMINS = principal("admin-1")["x-ms-client-principal"]
_UNPADDED = next(text.rstrip("=") for text in (_encoded(_TEXT + " " * more) for more in range(3)) if text.endswith("="))
_OF_URLS = base64.urlsafe_b64encode(json.dumps(_told() | {"x": "ÿ?>~"}, ensure_ascii=False).encode()).decode()
_NOBODY: dict[str, _Headers] = {
    "no header": [],
    "the id alone": [(_ID, _JANA)],
    "id and provider alone": [(_ID, _JANA), (_PROVIDER, "aad")],
    "the principal alone": [(_PRINCIPAL, _GOOD)],
    "no provider": [(_PRINCIPAL, _GOOD), (_ID, _JANA)],
    "another provider": _sent(_told(), provider="google"),
    "the provider in capitals": _sent(_told(), provider="AAD"),
    "another provider inside": _sent(_told() | {"auth_typ": "google"}),
    "no provider inside": _sent({name: value for name, value in _told().items() if name != "auth_typ"}),
    "another tenant": _claims(_instead(_TID, "33333333-3333-4333-8333-333333333333")),
    "no tenant": _claims(_without(_TID)),
    "two tenants": _claims(lambda claims: claims.append(_claim("tid", "33333333-3333-4333-8333-333333333333"))),
    "another object id": _sent(_told(), object_id="22222222-2222-4222-8222-000000000002"),
    "no object id": _claims(_without(_OID)),
    "two object ids": _claims(lambda claims: claims.append(_claim("oid", "22222222-2222-4222-8222-000000000002"))),
    "an object id that is no GUID": [
        *_claims(_instead(_OID, "operator-1"))[:1], (_ID, "operator-1"), (_PROVIDER, "aad"),
    ],
    "a GUID in braces": [
        *_claims(_instead(_OID, "{" + _JANA + "}"))[:1], (_ID, "{" + _JANA + "}"), (_PROVIDER, "aad"),
    ],
    "a GUID without dashes": [
        *_claims(_instead(_OID, _JANA.replace("-", "")))[:1], (_ID, _JANA.replace("-", "")), (_PROVIDER, "aad"),
    ],
    "the principal in two lines": [(_PRINCIPAL, _GOOD), *_sent(_told())],
    "an admin's principal in a second line": [*_sent(_told()), (_PRINCIPAL, _ADMINS)],
    "the id in two lines": [*_sent(_told()), (_ID, _JANA)],
    "the provider in two lines": [*_sent(_told()), (_PROVIDER, "aad")],
    "no padding": _raw(_UNPADDED),
    "padding too much": _raw(_GOOD + "===="),
    "the URL alphabet": _raw(_OF_URLS),
    "a space in the middle": _raw(_GOOD[:40] + " " + _GOOD[40:]),
    "bits after the end": _raw(_encoded(b"{}")[:-2] + "1="),
    "not base64": _raw("{}"),
    "not UTF-8": _raw(_encoded(b"\xff\xfe{}")),
    "UTF-16": _raw(_encoded(json.dumps(_told()).encode("utf-16"))),
    "not JSON": _raw(_encoded("principal")),
    "a list": _raw(_encoded("[]")),
    "null": _raw(_encoded("null")),
    "nested a thousand times": _raw(_encoded("[" * 1_000 + "]" * 1_000)),
    "a name twice": _raw(_encoded(_TEXT[:-1] + ', "auth_typ": "aad"}')),
    "claims twice": _raw(_encoded(_TEXT[:-1] + ', "claims": []}')),
    "a name twice inside a claim": _raw(_encoded(_TEXT.replace('"typ": "name"', '"typ": "name", "typ": "name"'))),
    "a value that is a number": _claims(_instead("name", 7)),
    "a value that is a list": _claims(_instead(_OID, [_JANA])),
    "over 32 kilobytes": _raw(_encoded(json.dumps(_told() | {"filler": "x" * 25_000}))),
    "no name": _claims(lambda claims: (_without("name")(claims), _without("preferred_username")(claims))),
}  # fmt: skip


def _ask(instance: Instance, headers: _Headers, name: str = "me") -> httpx.Response:
    asked = BY_OPERATORS[name]
    door = [("X-Azure-FDID", FRONT_DOOR_ID), ("X-Azure-SocketIP", fresh_address())]
    typed = [] if asked.body is None else [("Content-Type", "application/json")]
    content = None if asked.body is None else json.dumps(asked.body)
    answer = instance.http.request(asked.method, asked.path, headers=[*door, *typed, *headers], content=content)
    return instance.document.check(answer)


@pytest.mark.parametrize("odd", _NOBODY)
def test_an_odd_principal_is_nobody(apps: TwoApps, odd: str) -> None:
    refused(_ask(apps.for_operators, _NOBODY[odd]), 401, "sign_in_required")
    refused(_ask(apps.for_operators, _NOBODY[odd], "create-call"), 401, "sign_in_required")


def test_as_the_platform_sends_it_it_is_somebody(apps: TwoApps) -> None:
    """The control: what the odd ones differ from."""
    assert fine(_ask(apps.for_operators, _sent(_told())))["object_id"] == _JANA


@pytest.mark.parametrize("kilobytes", [1, 20])
def test_a_person_of_many_groups_is_somebody(apps: TwoApps, kilobytes: int) -> None:
    groups = _claims(lambda claims: claims.extend(_claim("groups", "x" * 90) for _ in range(kilobytes * 8)))

    assert len(groups[0][1]) > kilobytes * 1024
    fine(_ask(apps.for_operators, groups))


@pytest.mark.parametrize("kind", ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"])
def test_roles_are_the_claims_that_role_typ_names_and_those_called_roles(apps: TwoApps, kind: str) -> None:
    told = _told() | {"role_typ": kind}
    claims = told["claims"]
    assert isinstance(claims, list)
    _without("roles")(claims)
    refused(_ask(apps.for_operators, _sent(told), "create-call"), 403, "role_required")
    claims.append(_claim(kind, "Operator"))

    fine(_ask(apps.for_operators, _sent(told), "create-call"), 201)


@pytest.mark.parametrize("role", ["operator", "Operators", "Operator ", "Admin", "Auditor", "Operator,Admin"])
def test_a_role_is_exactly_its_name(apps: TwoApps, role: str) -> None:
    headers = _claims(_instead("roles", role))

    refused(_ask(apps.for_operators, headers, "create-call"), 403, "role_required")


def test_groups_and_scopes_of_that_name_are_no_role(apps: TwoApps) -> None:
    def change(claims: list[dict[str, object]]) -> None:
        _without("roles")(claims)
        claims.extend(_claim(kind, "Operator") for kind in ("groups", "scp", "role", "wids", "Roles", "name_typ"))

    refused(_ask(apps.for_operators, _claims(change), "create-call"), 403, "role_required")


def test_nobody_gets_401_and_the_wrong_role_403_on_every_operators_route(
    apps: TwoApps, subtests: pytest.Subtests
) -> None:
    wrong = list(principal("auditor-1").items())
    for name in BY_OPERATORS:
        with subtests.test(name):
            refused(_ask(apps.for_operators, [], name), 401, "sign_in_required")
            if name != "me":
                refused(_ask(apps.for_operators, wrong, name), 403, "role_required")


def test_an_operator_reaches_their_own_calls_alone(apps: TwoApps, signed_in: SignedIn) -> None:
    """The namesake of another operator, with every role, is still somebody else."""
    call_id = signed_in.new_call()
    with SignedIn(apps.for_operators, "operator-2") as other:
        for path in ("issue-pin", "end-call", "issue-acs-token"):
            refused(other.post(f"/api/{path}", {"call_id": call_id}), 404, "call_not_found")
        refused(other.get(f"/api/calls/{call_id}"), 404, "call_not_found")
        named = {"call_id": call_id, "participant_id": "part_" + "0" * 32}
        refused(other.post("/api/turn-away", named), 404, "call_not_found")
        refused(other.post("/api/admit", {**named, "match_code": "00"}), 404, "call_not_found")
        assert call_id not in {call["call_id"] for call in fine(other.get("/api/calls?limit=100"))["calls"]}

    assert signed_in.call(call_id)["state"] == "open"

"""Easy Auth's word as a request brings it: anything odd is nobody, and nobody is a 401, never a 500."""

import base64
import json
from collections.abc import Mapping

import pytest

from tests.functions.product import Product, fine, principal, refused


def _changed(**change: object) -> dict[str, str]:
    headers = principal("operator-1")
    told = json.loads(base64.b64decode(headers["x-ms-client-principal"]))
    return headers | {"x-ms-client-principal": base64.b64encode(json.dumps(told | change).encode()).decode()}


def _with_name(name: str) -> dict[str, str]:
    headers = principal("operator-1")
    told = json.loads(base64.b64decode(headers["x-ms-client-principal"]))
    claims = [claim for claim in told["claims"] if claim["typ"] not in {"name", "preferred_username"}]
    return _changed(claims=[*claims, {"typ": "name", "val": name}])


_ODD: dict[str, Mapping[str, str]] = {
    "no principal": {"x-ms-client-principal": ""},
    "not base64": {"x-ms-client-principal": "{}"},
    "twice": {"x-ms-client-principal": ",".join([principal("operator-1")["x-ms-client-principal"]] * 2)},
    "another provider": {"x-ms-client-principal-idp": "google"},
    "provider twice": {"x-ms-client-principal-idp": "aad,aad"},
    "another id": {"x-ms-client-principal-id": principal("operator-2")["x-ms-client-principal-id"]},
    "no id": {"x-ms-client-principal-id": ""},
    "a list": {"x-ms-client-principal": base64.b64encode(b"[]").decode()},
    "no claims": _changed(claims=[]),
    "claims of another kind": _changed(claims=[["typ", "val"]]),
    "another type": _changed(auth_typ="google"),
    "half a character as a name": _with_name("\ud83d"),
    "a blank name": _with_name("  "),
}


@pytest.mark.parametrize("odd", _ODD)
async def test_an_odd_principal_is_nobody(product: Product, odd: str) -> None:
    headers = {**principal("operator-1"), **_ODD[odd]}

    refused(await product.ask("GET", "/api/me", headers=headers), 401, "sign_in_required")
    refused(await product.ask("POST", "/api/create-call", {}, headers), 401, "sign_in_required")


async def test_header_names_are_read_in_any_case(product: Product) -> None:
    headers = {name.upper(): value for name, value in principal("operator-1").items()}

    assert fine(await product.ask("GET", "/api/me", headers=headers))["name"] == "Jana Nováková"


async def test_operators_are_told_apart_by_object_id_and_never_by_name(product: Product) -> None:
    call_id = await product.new_call()
    headers = principal("operator-2")
    told = json.loads(base64.b64decode(headers["x-ms-client-principal"]))
    for claim in told["claims"]:
        if claim["typ"] == "name":
            claim["val"] = "Jana Nováková"
    headers["x-ms-client-principal"] = base64.b64encode(json.dumps(told).encode()).decode()

    refused(await product.ask("GET", f"/api/calls/{call_id}", headers=headers), 404, "call_not_found")
    assert fine(await product.ask("GET", "/api/calls", headers=headers))["calls"] == []

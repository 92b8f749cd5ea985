"""In the cloud the one package is two apps: which routes each has, and which kind of caller each serves."""

from dataclasses import replace

import pytest

from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, fresh_key, principal, refused

PUBLIC = {
    "POST /api/redeem-pin",
    "POST /api/resume",
    "POST /api/issue-acs-token",
    "GET /api/jwks",
    "GET /api/session",
    "POST /api/consent",
    "GET /api/widget-config",
    "POST /api/end-call",
    "GET /api/health",
    "POST /api/local-call-signals",
    "GET /api/local-call-signals",
}
OPERATOR = {
    "POST /api/create-call",
    "POST /api/issue-pin",
    "POST /api/issue-acs-token",
    "POST /api/admit",
    "POST /api/turn-away",
    "POST /api/end-call",
    "GET /api/calls",
    "GET /api/calls/{call_id}",
    "GET /api/me",
    "GET /api/openapi.json",
    "GET /api/health",
    "GET /api/health/ready",
    "POST /api/local-call-signals",
    "GET /api/local-call-signals",
    "GET /operator/{*path}",
}


def _routes(product: Product) -> set[str]:
    return {f"{route.method} /{route.path}" for route in product.routes}


def test_each_surface_has_its_routes_and_no_other(make_product: MakeProduct) -> None:
    assert _routes(make_product(SURFACE="public")) == PUBLIC
    assert _routes(make_product(SURFACE="operator")) == OPERATOR
    assert _routes(make_product(SURFACE="all")) == PUBLIC | OPERATOR


def test_function_names_are_the_contracts_and_no_two_routes_overlap(product: Product) -> None:
    names = [route.name for route in product.routes]

    assert {"create-call", "issue-pin", "redeem-pin", "issue-acs-token", "jwks"} <= set(names)
    assert len(set(names)) == len(names)
    spelled = [(route.method, route.path) for route in product.routes]
    assert len(set(spelled)) == len(spelled)
    with_parameter = [route.path for route in product.routes if "{" in route.path]
    assert sorted(with_parameter) == ["api/calls/{call_id}", "operator/{*path}"]


async def test_on_the_public_surface_a_principal_is_nobody(make_product: MakeProduct) -> None:
    """There the platform strips nothing: whoever sends the headers has made them up."""
    product = make_product(SURFACE="public")
    for path in ("/api/issue-acs-token", "/api/end-call"):
        forged = await product.ask("POST", path, {"call_id": "call_" + "0" * 32}, principal("operator-1"))
        refused(forged, 401, "session_invalid")
    signals = "/api/local-call-signals?call_id=call_" + "0" * 32
    refused(await product.ask("GET", signals, None, principal("operator-1")), 401, "session_invalid")
    for path in ("/api/create-call", "/api/admit", "/api/issue-pin", "/api/turn-away"):
        assert (await product.send("POST", path, b"{}", principal("operator-1"))).status_code == 404


async def test_on_the_operators_surface_a_session_is_nobody(make_product: MakeProduct) -> None:
    everything = make_product(SURFACE="all")
    token = (await everything.admitted(await everything.new_call()))["session_token"]
    product = make_product(SURFACE="operator")

    for path in ("/api/issue-acs-token", "/api/end-call"):
        refused(await product.customer(token, path, {}), 401, "session_invalid")
        both = {**principal("operator-1"), "Authorization": f"Bearer {token}"}
        refused(await product.ask("POST", path, {"call_id": "call_" + "0" * 32}, both), 401, "session_invalid")
    assert (await product.send("GET", "/api/session")).status_code == 404
    assert (await product.send("POST", "/api/redeem-pin", b"{}")).status_code == 404


@pytest.mark.parametrize("surface", ["operator", "public"])
async def test_each_surface_documents_itself(make_product: MakeProduct, surface: str) -> None:
    product = make_product(SURFACE=surface)
    documented = {f"{method} {path}" for method, path, _ in product.document.operations()}

    assert documented == _routes(product) - {"GET /operator/{*path}"}


async def test_both_apps_over_one_store_are_one_product(make_product: MakeProduct) -> None:
    """An operator of the one and a customer of the other meet in one call."""
    operators = make_product(SURFACE="operator")
    customers = make_product(SURFACE="public")
    customers.app = replace(customers.app, ports=operators.ports)
    pin = await operators.new_pin(await operators.new_call())

    customer = fine(await customers.redeem(pin, fresh_key()))
    fine(await operators.admit(customer))
    fine(await customers.customer(customer["session_token"], "/api/issue-acs-token", {}))

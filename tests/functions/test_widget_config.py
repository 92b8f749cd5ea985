"""GET /api/widget-config."""

import pytest

from tests.functions.people import Customer
from tests.functions.product import fine, refused

DEFAULT = {
    "widget": "default",
    "authentication": None,
    "anonymous_allowed": True,
    "languages": ["cs", "en", "ko"],
    "pin_digits": 10,
    "audio": "browser",
    "release": "automatic",
}


@pytest.mark.parametrize("query", ["", "?widget=default", "?widget="])
def test_the_default_widget_is_there(customer: Customer, query: str) -> None:
    assert fine(customer.get(f"/api/widget-config{query}")) == DEFAULT


@pytest.mark.parametrize("widget", ["nowhere", "Default", "%20default", "../default", "x" * 200])
def test_any_other_is_not(customer: Customer, widget: str) -> None:
    refused(customer.get(f"/api/widget-config?widget={widget}"), 404, "widget_not_found")


@pytest.mark.parametrize("query", ["?x=1", "?widget=default&lang=cs", "?widget=" + "x" * 201])
def test_what_nobody_knows_is_refused(customer: Customer, query: str) -> None:
    refused(customer.get(f"/api/widget-config{query}"), 400, "invalid_request")

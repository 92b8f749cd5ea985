"""docs/api.md has each route and each code of the running product, and no other."""

import re

import pytest

from functions import answers
from functions.replies import STATUS
from functions.routes import ROUTES, Route
from tests.e2e.hosts import ROOT

_PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
_CELLS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in _PAGE.splitlines() if line.startswith("| ")]
_ROWS = {row[0].strip("`"): row[1:] for row in _CELLS if re.match(r"`(GET|POST) /api/", row[0])}
_API = [route for route in ROUTES if route.caller != "page"]


def test_every_route_has_a_row_and_no_other_has() -> None:
    assert set(_ROWS) == {f"{route.method} /{route.path}" for route in _API}


@pytest.mark.parametrize("route", _API, ids=lambda route: route.name)
def test_a_row_names_every_field_of_body_query_and_answer(route: Route) -> None:
    caller, asked, answered = _ROWS[f"{route.method} /{route.path}"]
    fields = {name for model in (route.body, route.query) if model for name in model.model_fields}
    given = {
        field.alias or name
        for model in route.answers.values()
        if model and model not in {answers.ParticipantShown, answers.CallShown, answers.CallEndedOrLeft}
        for name, field in model.model_fields.items()
    }

    assert [name for name in fields if not re.search(rf"\b{name}\b", asked)] == []
    if "as redeem-pin" not in answered:
        assert [name for name in given if not re.search(rf"\b{name}\b", answered)] == []
    assert {"either": "session or operator"}.get(route.caller, route.caller) in caller or route.on_operator_surface_only


def test_every_refusal_stands_under_its_status() -> None:
    table = dict(re.findall(r"^\| ([45]\d\d) \| (.*) \|$", _PAGE, re.MULTILINE))
    said = {
        int(status): set(re.findall(r"`([a-z_]+)`", words)) - {"errors", "attempts_left", "server_time"}
        for status, words in table.items()
    }
    given: dict[int, set[str]] = {}
    for refused, status in STATUS.items():
        given.setdefault(status, set()).add(refused.code)

    assert said == given

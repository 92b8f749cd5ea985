"""Route templates."""

import pytest

from local.routes import RouteError, compile_route


@pytest.mark.parametrize(
    ("template", "path", "parameters"),
    [
        ("api/calls", "/api/calls", {}),
        ("api/calls", "/API/calls/", {}),
        ("api/calls/{call_id}", "/api/calls/call_1", {"call_id": "call_1"}),
        ("api/calls/{call_id}", "/api/calls/", None),
        ("api/calls/{call_id}", "/api/calls/a/b", None),
        ("api/calls/{call_id?}", "/api/calls", {}),
        ("api/calls/{page:int}", "/api/calls/12", {"page": "12"}),
        ("api/calls/{page:int}", "/api/calls/twelve", None),
        ("api/{name=all}", "/api", {"name": "all"}),
        ("operator/{*path}", "/operator", {}),
        ("operator/{*path}", "/operator/", {}),
        ("operator/{*path}", "/operator/a/b.js", {"path": "a/b.js"}),
        ("operator/{*path}", "/operators", None),
        ("api/report-{year}.pdf", "/api/report-2026.pdf", {"year": "2026"}),
        ("api/a.b", "/api/axb", None),
    ],
)
def test_a_template_takes_what_asp_net_takes(template: str, path: str, parameters: dict[str, str] | None) -> None:
    assert compile_route(template).match(path) == parameters


@pytest.mark.parametrize(
    "template", ["api/{id:regex(^x$)}", "api/{id:int:min(1)}", "api/{id:unheard}", "api/{a}{b:int}"]
)
def test_what_is_not_read_is_refused_rather_than_read_wrongly(template: str) -> None:
    with pytest.raises(RouteError, match="is not supported on the laptop"):
        compile_route(template)

"""The fuzzing is worth something: each kind of mistake, planted in front of the real product, is found and named."""

import json
from dataclasses import replace
from pathlib import Path

from tests.openapi.defective import Answer, Spoil, spoilt
from tests.openapi.fuzzing import fuzz

_REFUSED = b'{"type": "about:blank", "title": "", "status": 400, "detail": "", "code": "invalid_request"}'


def _when(status: int, spoil: Spoil) -> Spoil:
    return lambda method, answer: spoil(method, answer) if answer.status == status else answer


def _with_header(name: str, value: str) -> Spoil:
    return lambda _, answer: replace(answer, headers={**answer.headers, name: value})


def _instead_of(status: int, wanted: int) -> Spoil:
    """Where a refusal of this status is due, the last success is given once more."""
    last: list[Answer] = []

    def spoil(method: str, answer: Answer) -> Answer:
        if answer.status == wanted:
            last[:] = [answer]
        return last[0] if answer.status == status and last else answer

    return spoil


def _refused_for_nothing(method: str, answer: Answer) -> Answer:
    headers = {**answer.headers, "content-type": "application/problem+json"}
    return replace(answer, status=400, headers=headers, content=_REFUSED)


def _any_method(method: str, answer: Answer) -> Answer:
    return replace(answer, status=200) if method == "TRACE" else answer


DEFECTS: dict[str, tuple[str, Spoil]] = {
    "/api/me": ("UndefinedStatusCode", _when(200, lambda _, answer: replace(answer, status=203))),
    "/api/calls": ("JsonSchemaError", _when(200, lambda _, answer: answer.saying(pin="1234567890"))),
    "/api/widget-config": ("ServerError", _when(404, lambda _, answer: replace(answer, status=500))),
    "/api/jwks": ("JsonSchemaError", _when(200, _with_header("etag", "none"))),
    "/api/health": ("UndefinedContentType", _when(200, _with_header("content-type", "text/html"))),
    "/api/turn-away": ("CustomFailure", _when(400, lambda _, answer: answer.saying(code="surprise"))),
    "/api/end-call": ("CustomFailure", _any_method),
    "/api/issue-pin": ("IgnoredAuth", _instead_of(401, 201)),
    "/api/create-call": ("AcceptedNegativeData", _instead_of(400, 201)),
    "/api/issue-acs-token": ("RejectedPositiveData", _when(200, _refused_for_nothing)),
}
"""By path: what schemathesis calls such a mistake, and the mistake."""


def test_each_planted_defect_is_found_and_nothing_else_is(origin: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    with spoilt(origin, {path: spoil for path, (_, spoil) in DEFECTS.items()}) as defective:
        outcome = fuzz(defective, "operator", "--phases", "coverage", "--report-json-path", str(report), examples=3)

    assert not outcome.succeeded
    found = {
        (operation.partition(" ")[2], failure["type"])
        for failure in json.loads(report.read_text(encoding="utf-8"))["failures"]
        for operation in failure["operations"]
    }
    assert {(path, name) for path, (name, _) in DEFECTS.items()} <= found, outcome.said
    assert {path for path, _ in found} == set(DEFECTS), outcome.said

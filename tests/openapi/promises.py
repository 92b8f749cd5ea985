"""What the contract promises besides schemas, held against each answer that the fuzzing gets."""

import functools
import json

import httpx
from schemathesis import Case, Response
from schemathesis.core import NOT_SET

from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS

_BEYOND_A_SCHEMA = {
    "create-call": {"subject"},
    "redeem-pin": {"display_name", "redemption_key"},
    "resume": {"redemption_key"},
    "calls": {"after"},
    "end-call": {"call_id", "reason"},
    "issue-acs-token": {"call_id"},
}
"""Fields with rules in words: which letters, a cursor of ours, who names call or reason, a proof in place of a key."""


def is_beyond_a_schema(response: Response, case: Case) -> bool:
    """Whether a request that the document lets in was refused by such a rule."""
    if response.status_code == 413:
        return True
    if response.status_code == 415:
        return case.body is NOT_SET
    problem = json.loads(response.content)
    if problem.get("code") == "pin_malformed":
        return True
    wrong = {error["field"] for error in problem.get("errors", [])}
    return bool(wrong) and wrong <= _BEYOND_A_SCHEMA.get(str(case.operation.definition.raw.get("operationId")), set())


@functools.cache
def _document(origin: str) -> ContractDocument:
    return ContractDocument(httpx.get(f"{origin}/api/openapi.json", verify=NO_TLS).raise_for_status().json())


def check(origin: str, response: Response, case: Case) -> None:
    """Raise AssertionError for an answer that the contract does not know."""
    sent = response.request
    content = sent.body if isinstance(sent.body, bytes) else (sent.body or "").encode()
    request = httpx.Request(str(sent.method), str(sent.url), content=content)
    headers = [(name, value) for name, values in response.headers.items() for value in values]
    answer = httpx.Response(response.status_code, headers=headers, content=response.content, request=request)
    if _document(origin).operation(request.method, request.url.path) is None:
        _is_the_hosts_own_404(answer, case)
    else:
        _document(origin).check(answer)


def _is_the_hosts_own_404(answer: httpx.Response, case: Case) -> None:
    """A wrong method, or a path that an odd id has turned into no route at all."""
    assert answer.status_code in {400, 404}, f"{case.method} {answer.request.url.path}: {answer.status_code}"
    assert answer.content == b"", f"{case.method} {answer.request.url.path} says {answer.text[:200]}"

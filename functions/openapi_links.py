"""The journey as OpenAPI links: what an answer gives, and which operation takes it (OpenAPI 3.1, Link Object).

Clients that follow links, people and fuzzers, get from a new call to its end without reading another word.
"""

from collections.abc import Mapping

from shared.json_values import Json

_Given = Mapping[str, str]
_CALL: _Given = {"call_id": "$response.body#/call_id"}
_PLACE: _Given = {**_CALL, "participant_id": "$response.body#/participant_id"}
_READ_OUT: _Given = {**_PLACE, "match_code": "$response.body#/match_code"}
_RETURN: _Given = {**_PLACE, "redemption_key": "$request.body#/redemption_key"}
_BY_TOKEN: _Given = {}
"""Nothing but the answer's `session_token`, which goes into the Authorization header: no link can say so."""
_WORDS = {
    "call": "look at the call",
    "issue-pin": "a PIN for the call",
    "end-call": "end the call",
    "redeem-pin": "the customer types what the operator reads out",
    "admit": "the operator types the two digits that the customer reads out",
    "turn-away": "the operator does not let the customer in",
    "resume": "the same browser comes back",
    "issue-acs-token": "join the call",
    "session": "where the customer stands, by session_token",
    "consent": "what the customer lets be seen and heard, by session_token",
}
_BODIES: Mapping[str, Mapping[str, _Given]] = {
    "create-call": {"issue-pin": _CALL, "issue-acs-token": _CALL},
    "issue-pin": {"redeem-pin": {"pin": "$response.body#/pin"}},
    "redeem-pin": {
        "admit": _READ_OUT,
        "turn-away": _PLACE,
        "resume": _RETURN,
        "session": _BY_TOKEN,
        "consent": _BY_TOKEN,
        "issue-acs-token": _BY_TOKEN,
        "end-call": _BY_TOKEN,
    },
    "resume": {"admit": _READ_OUT, "session": _BY_TOKEN},
    "admit": {"end-call": {"call_id": "$request.body#/call_id"}},
}


def links(operation: str, served: frozenset[str]) -> dict[str, Json]:
    """What its success leads to, of the operations that are served; empty for one that leads nowhere."""
    made: dict[str, Json] = {}
    for target, given in _BODIES.get(operation, {}).items():
        link: dict[str, Json] = {"operationId": target, "description": _WORDS[target]}
        made[target] = {**link, "requestBody": dict(given)} if given else link
    if operation in {"create-call", "issue-pin"}:
        made["call"] = {"operationId": "call", "description": _WORDS["call"], "parameters": dict(_CALL)}
    return {target: link for target, link in made.items() if target in served}

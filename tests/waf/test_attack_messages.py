"""Requests that no browser writes: each is stopped by whom `corpus/message-verdicts.txt` says, or does nothing."""

import httpx
import pytest

from tests.waf.attack_texts import installed_rules, written_for
from tests.waf.corpus.addresses import HOSTS, METHODS, PATHS
from tests.waf.corpus.bodies import BODIES, PINS, TYPES
from tests.waf.corpus.smuggling import LINES, SMUGGLING
from tests.waf.messages import Message, Reply, asked, verdicts
from tests.waf.stand_in import HOST_NAME, StandIn

_GROUPS = {
    "smuggling": SMUGGLING,
    "lines": LINES,
    "methods": METHODS,
    "hosts": HOSTS,
    "paths": PATHS,
    "types": TYPES,
    "pins": PINS,
    "bodies": BODIES,
}
MESSAGES = {f"{group}.{name}": message for group, named in _GROUPS.items() for name, message in named.items()}
_ADDRESSES = {name: f"10.77.{number >> 8}.{number & 255}" for number, name in enumerate(MESSAGES)}
_REFUSALS = {*range(400, 500), 501, 505}
"""501 and 505 are nginx's own words for a coding or a version that it does not have (RFC 9112, 6.1; RFC 9110, 15.6)."""
_HERE = (f"https://{HOST_NAME}/", f"http://{HOST_NAME}/")


def _who(reply: Reply, stand_in: StandIn) -> str:
    if b"<center>nginx" in reply.body:
        return "firewall" if reply.status == stand_in.policy.block_status else "door"
    return "product" if reply.status else "door"


def _harmless(reply: Reply, honest: httpx.Response) -> bool:
    """A refusal, the same that everybody gets, or a step on this very origin."""
    if 300 <= reply.status < 400:
        place = reply.headers["location"]
        return place.startswith(_HERE) or (place.startswith("/") and place[1:2] not in {"/", "\\"})
    if reply.status == 0 and b"<center>nginx" in reply.body:
        return True  # HTTP/0.9: a refusal without a status
    return reply.status in _REFUSALS or reply.body in {honest.content, b""}


@pytest.mark.parametrize("name", MESSAGES)
def test_the_message_does_nothing(name: str, stand_in: StandIn) -> None:
    honest = httpx.get(f"{stand_in.origin}/api/health", headers={"Host": HOST_NAME})

    reply = asked(stand_in, MESSAGES[name], _ADDRESSES[name])

    assert reply.answers <= 1, f"a second request was seen: {reply}"
    assert _harmless(reply, honest), f"{reply.status} {reply.headers} {reply.body[:500]!r}"
    after = httpx.get(f"{stand_in.origin}/api/health", headers={"Host": HOST_NAME})
    assert after.json() == honest.json(), "the next one on the line got what was not theirs"
    if installed_rules() == written_for():
        assert (_who(reply, stand_in), reply.status) == verdicts()[name]


def test_the_reader_of_answers_sees_a_second_one(stand_in: StandIn) -> None:
    """The positive control: two requests on one connection are two answers."""
    line = f"GET /api/health HTTP/1.1\r\nHost: {HOST_NAME}\r\n\r\nGET /api/health HTTP/1.1"

    assert asked(stand_in, Message((line,)), "10.77.200.1").answers == 2

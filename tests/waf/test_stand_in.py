"""The stand-in is what the declared policy says, and follows it: what it takes away, what it blocks, whom it slows."""

import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from local.personas import PERSONAS
from local.principal import principal_headers
from tests.bicep.project import VARIANTS, deployed
from tests.waf.configuration import NETWORK_HEADER
from tests.waf.policy import FirewallPolicy, declared
from tests.waf.stand_in import HOST_NAME, StandIn, missing, standing_before

FRONT_DOOR_ID = "55555555-5555-4555-8555-555555555555"
ATTACK = {"call_id": "' OR '1'='1"}


class _Echo(BaseHTTPRequestHandler):
    """Answers with the headers that it was sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        told = json.dumps([[name.lower(), value] for name, value in self.headers.items()]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_POST = do_GET  # noqa: N815 (the name that the base class looks for)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Keep quiet."""


@pytest.fixture(scope="module")
def echo() -> Iterator[str]:
    """In the product's place: whatever gets through is seen."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def _before(echo: str, policy: FirewallPolicy) -> Iterator[StandIn]:
    if reason := missing():
        pytest.skip(reason)
    with (
        tempfile.TemporaryDirectory(prefix="assisted-chat-waf-") as folder,
        standing_before(echo, policy, FRONT_DOOR_ID, Path(folder)) as started,
    ):
        yield started


@pytest.fixture(scope="module")
def door(echo: str, policy: FirewallPolicy) -> Iterator[StandIn]:
    with _before(echo, policy) as started:
        yield started


def _post(door: StandIn, body: object, path: str = "/api/resume", network: str = "203.0.113.1") -> httpx.Response:
    return httpx.post(door.origin + path, json=body, headers={"Host": HOST_NAME, NETWORK_HEADER: network})


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_deployment_declares_what_the_stand_in_is(variant: str, policy: FirewallPolicy) -> None:
    """Each blocks, looks into bodies, and leaves out and masks the same; the bank's own limit is its own."""
    made = declared(deployed(variant))

    assert made.blocks
    assert made.looks_into_bodies
    assert replace(made, limit_per_minute=policy.limit_per_minute) == policy


def test_what_is_not_installed_is_named() -> None:
    assert missing([Path("/nowhere/nginx")]).endswith("scripts/waf.sh as root fetches them: /nowhere/nginx")


def test_nobody_says_what_only_the_platform_says(door: StandIn) -> None:
    platform = {name.decode(): value.decode() for name, value in principal_headers(PERSONAS["operator-1"])}
    platform |= {"X-MS-TOKEN-AAD-ID-TOKEN": "x", "X-MS-CLIENT-PRINCIPAL-IDP": "aad", "X-FD-HealthProbe": "1"}
    platform |= {f"X-Azure-{name}": "x" for name in ("FDID", "SocketIP", "ClientIP", "Ref", "RequestChain")}
    sent = {"Host": HOST_NAME, NETWORK_HEADER: "203.0.113.9", "X-Kept": "yes", "X_MS_Client_Principal": "x", **platform}

    seen = httpx.get(f"{door.origin}/api/me", headers=sent).json()

    named = [
        [name, value]
        for name, value in seen
        if name.replace("_", "-").startswith(("x-ms", "x-azure", "x-fd", "x-test"))
    ]
    assert sorted(named) == [["x-azure-fdid", FRONT_DOOR_ID], ["x-azure-socketip", "203.0.113.9"]]
    assert ["x-kept", "yes"] in seen


def test_it_blocks_as_the_policy_does_and_looks_into_bodies(echo: str, door: StandIn, policy: FirewallPolicy) -> None:
    assert _post(door, ATTACK).status_code == policy.block_status
    with _before(echo, replace(policy, blocks=False)) as watching:
        assert _post(watching, ATTACK).status_code == 200
    with _before(echo, replace(policy, looks_into_bodies=False)) as blind:
        assert _post(blind, ATTACK).status_code == 200


def test_the_rules_leave_out_what_the_policy_leaves_out_and_nothing_else(door: StandIn) -> None:
    attack = ATTACK["call_id"]
    for field in door.policy.exclusions:
        if field.place == "json":
            assert _post(door, {field.name: attack}).status_code == 200, field
            assert _post(door, {f"{field.name}2": attack}).status_code == door.policy.block_status, field
    for name, status in (("AppServiceAuthSession", 200), ("Another", door.policy.block_status)):
        headers = {"Host": HOST_NAME, "Cookie": f"{name}=x' UNION SELECT 1 FROM t--"}
        assert httpx.get(f"{door.origin}/api/me", headers=headers).status_code == status
    for name, status in (("code", 200), ("id_token", 200), ("state", door.policy.block_status)):
        form = httpx.post(f"{door.origin}/.auth/login/aad/callback", data={name: attack}, headers={"Host": HOST_NAME})
        assert form.status_code == status


def test_one_address_gets_no_more_than_the_limit_and_others_are_not_held_back(door: StandIn) -> None:
    allowed, refused = door.policy.limit_per_minute, door.policy.block_status
    body = {"pin": "12"}

    passed = 0
    while _post(door, body, "/api/redeem-pin", "203.0.113.50").status_code == 200:
        passed += 1
        assert passed < 20 * allowed, "nothing holds them back"

    assert passed >= allowed
    again = [
        _post(door, body, path, "203.0.113.50") for path in ("/api/redeem-pin", "/api/%72edeem-pin", "/API/REDEEM-PIN")
    ]
    assert refused in {answer.status_code for answer in again}
    assert _post(door, body, "/api/redeem-pin", "203.0.113.51").status_code == 200
    assert _post(door, body, "/api/consent", "203.0.113.50").status_code == 200

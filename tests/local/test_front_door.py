"""The Front Door stand-in."""

import httpx
import pytest

from local.front_door import FrontDoor
from tests.local.host_process import FRONT_DOOR_ID, HostProcess
from tests.local.in_process import client_of, seen_headers, show

_DOOR = FrontDoor(show, port=7071, front_door_id=FRONT_DOOR_ID)


async def test_what_only_the_platform_may_say_is_taken_out() -> None:
    forged = {
        "X-MS-CLIENT-PRINCIPAL": "eyJ9",
        "x-ms-token-aad-id-token": "t",
        "X-Azure-SocketIP": "203.0.113.9",
        "X-Azure-FDID": "00000000-0000-4000-8000-000000000000",
        "X-Azure-ClientIP": "203.0.113.9",
        "X-FD-HealthProbe": "1",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
    }

    async with client_of(_DOOR, peer="127.0.0.1") as client:
        seen = seen_headers(await client.get("/", headers=forged))

    assert not [name for name in seen if name.startswith(("x-ms-", "x-fd-"))]
    assert seen["x-azure-socketip"] == ["127.0.0.1"]
    assert seen["x-azure-fdid"] == [FRONT_DOOR_ID]
    assert "x-azure-clientip" not in seen
    assert seen["x-forwarded-host"] == ["localhost:7071"]
    assert seen["x-forwarded-proto"] == ["http"]


async def test_x_forwarded_for_is_added_to_as_the_real_one_does() -> None:
    async with client_of(_DOOR) as client:
        seen = seen_headers(await client.get("/", headers={"X-Forwarded-For": "203.0.113.9"}))

    assert seen["x-forwarded-for"] == ["203.0.113.9, 127.0.0.1"]


async def test_who_brings_the_right_id_keeps_the_network_it_names() -> None:
    async with client_of(_DOOR) as client:
        headers = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": "203.0.113.9", "X-MS-CLIENT-PRINCIPAL": "eyJ9"}
        seen = seen_headers(await client.get("/", headers=headers))

    assert seen["x-azure-socketip"] == ["203.0.113.9"]
    assert seen["x-azure-fdid"] == [FRONT_DOOR_ID]
    assert "x-ms-client-principal" not in seen


async def test_the_right_id_beside_another_is_not_believed() -> None:
    headers = [("X-Azure-FDID", FRONT_DOOR_ID), ("X-Azure-FDID", "x"), ("X-Azure-SocketIP", "203.0.113.9")]

    async with client_of(_DOOR) as client:
        seen = seen_headers(await client.get("/", headers=headers))

    assert (seen["x-azure-fdid"], seen["x-azure-socketip"]) == ([FRONT_DOOR_ID], ["127.0.0.1"])


@pytest.mark.parametrize("host", ["localhost:7071", "localhost", "LOCALHOST:7071"])
async def test_localhost_is_let_in(host: str) -> None:
    async with client_of(_DOOR) as client:
        assert (await client.get("/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:7071", "[::1]:7071", "evil.example", "localhost.evil.example", "localhost:7072", "localhost:", ""],
)
async def test_any_other_name_is_told_where_to_go(host: str) -> None:
    async with client_of(_DOOR) as client:
        answer = await client.get("/", headers={"Host": host})

    assert answer.status_code == 421
    assert answer.text == "This host answers to localhost alone: open http://localhost:7071/"


async def test_everything_behind_sees_one_form_of_the_path() -> None:
    async with client_of(_DOOR) as client:
        url = httpx.URL("http://localhost:7071").copy_with(raw_path=b"/bank/%2e%2e/operator/x")
        assert (await client.get(url)).json()["path"] == "/operator/x"


async def test_a_path_with_a_nul_is_refused() -> None:
    async with client_of(_DOOR) as client:
        url = httpx.URL("http://localhost:7071").copy_with(raw_path=b"/a%00b")
        assert (await client.get(url)).status_code == 400


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_peer_is_the_one_on_the_line(any_host: HostProcess, address: str) -> None:
    literal = f"[{address}]" if ":" in address else address

    headers = {"Host": f"localhost:{any_host.port}", "X-Forwarded-For": "203.0.113.9"}
    seen = httpx.get(f"http://{literal}:{any_host.port}/api/show-plainly", headers=headers).json()["headers"]

    assert seen["x-azure-socketip"] == address
    assert seen["x-azure-fdid"] == FRONT_DOOR_ID

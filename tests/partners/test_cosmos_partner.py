"""The stand-in for Cosmos DB is as strict as the service where we build on it.

Each mend is shown twice: the mended server does as the service documents, and the one as shipped does not. When
the second half of a test fails the package has been mended itself, and ours can go.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from azure.cosmos.aio import ContainerProxy, CosmosClient
from azure.cosmos.exceptions import CosmosHttpResponseError

from tests.partners.cosmos_partner import KEY, CosmosServer, cosmos_server

OK = 200


@dataclass
class Opened:
    """A server and the containers of a new database on it."""

    server: CosmosServer
    assist: ContainerProxy
    audit: ContainerProxy


@pytest.fixture(scope="module")
def mended() -> Iterator[CosmosServer]:
    with cosmos_server() as server:
        yield server


@pytest.fixture(scope="module")
def shipped() -> Iterator[CosmosServer]:
    with cosmos_server(as_shipped=True) as server:
        yield server


@pytest.fixture(params=["mended", "as shipped"])
async def opened(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Opened, bool]]:
    """Each server in turn, and whether it is mended."""
    is_mended = request.param == "mended"
    server: CosmosServer = request.getfixturevalue("mended" if is_mended else "shipped")
    async with CosmosClient(server.origin, KEY, enable_endpoint_discovery=False) as client:
        database = client.get_database_client(server.new_database())
        containers = [database.get_container_client(name) for name in ("assist", "audit")]
        yield Opened(server, *containers), is_mended


async def status_of(request: Any) -> int:
    """200 for whatever worked."""
    try:
        await request
    except CosmosHttpResponseError as error:
        return int(error.status_code)
    return OK


async def test_a_read_of_what_is_not_there_is_not_found(opened: tuple[Opened, bool]) -> None:
    here, is_mended = opened

    assert await status_of(here.assist.read_item("nobody", "nobody")) == (404 if is_mended else 500)


async def test_a_document_is_not_found_in_another_partition(opened: tuple[Opened, bool]) -> None:
    here, is_mended = opened
    await here.audit.create_item({"id": "a", "call_id": "one"})

    assert await status_of(here.audit.read_item("a", "one")) == OK
    assert await status_of(here.audit.read_item("a", "two")) == (404 if is_mended else 500)


async def test_a_predicate_keeps_its_case(opened: tuple[Opened, bool]) -> None:
    """Names and constants, in either quoting; as shipped they are not those of the document."""
    here, is_mended = opened
    operations = [{"op": "set", "path": "/x", "value": 1}]
    await here.assist.create_item({"id": "a", "camelCase": 1, "state": "NEW"})

    for predicate in ("from c where c.camelCase = 1", "FROM c WHERE c[\"camelCase\"] = 1 AND c.state = 'NEW'"):
        held = await status_of(here.assist.patch_item("a", "a", operations, filter_predicate=predicate))
        assert held == (OK if is_mended else 412)
    refused = "from c where NOT IS_DEFINED(c.camelCase)"
    assert await status_of(here.assist.patch_item("a", "a", operations, filter_predicate=refused)) == (
        412 if is_mended else OK
    )


async def test_of_fifty_that_claim_in_camel_case_one_wins(opened: tuple[Opened, bool]) -> None:
    here, is_mended = opened
    await here.assist.create_item({"id": "a"})
    operations = [{"op": "set", "path": "/redeemedAt", "value": 1}]
    first = "from c where NOT IS_DEFINED(c.redeemedAt)"

    answers = await asyncio.gather(
        *(status_of(here.assist.patch_item("a", "a", operations, filter_predicate=first)) for _ in range(50))
    )

    assert answers.count(OK) == (1 if is_mended else 50)


async def test_a_predicate_is_about_the_one_document(opened: tuple[Opened, bool]) -> None:
    """Whatever others hold, and though the predicate has an OR outermost."""
    here, _ = opened
    await here.assist.create_item({"id": "a", "n": 1})
    await here.assist.create_item({"id": "b", "n": 2})
    operations = [{"op": "set", "path": "/x", "value": 1}]

    either = "from c where c.n = 3 OR c.n = 2"
    assert await status_of(here.assist.patch_item("a", "a", operations, filter_predicate=either)) == 412
    assert await status_of(here.assist.patch_item("b", "b", operations, filter_predicate=either)) == OK


async def test_a_predicate_that_cannot_be_read_is_refused(opened: tuple[Opened, bool]) -> None:
    here, _ = opened
    await here.assist.create_item({"id": "a"})
    operations = [{"op": "set", "path": "/x", "value": 1}]

    assert await status_of(here.assist.patch_item("a", "a", operations, filter_predicate="from c where c.")) == 400


async def test_what_is_over_is_gone(opened: tuple[Opened, bool]) -> None:
    """From reads, changes and lists; and its id is free."""
    here, is_mended = opened
    await here.assist.create_item({"id": "short", "ttl": 2})
    await here.assist.create_item({"id": "long", "ttl": 60})
    await here.assist.create_item({"id": "for-ever"})
    here.server.forward(4)

    left = {item["id"] async for item in here.assist.query_items("SELECT * FROM c")}
    assert left == {"long", "for-ever"} | (set() if is_mended else {"short"})
    assert await status_of(here.assist.create_item({"id": "short"})) == (OK if is_mended else 409)


async def test_a_query_in_a_partition_finds_what_is_in_it(opened: tuple[Opened, bool]) -> None:
    here, is_mended = opened
    await here.audit.create_item({"id": "a", "call_id": "one"})
    await here.audit.create_item({"id": "b", "call_id": "two"})

    try:
        found = [item["id"] async for item in here.audit.query_items("SELECT * FROM c", partition_key="one")]
    except CosmosHttpResponseError:
        found = []

    assert (found == ["a"]) is is_mended


@pytest.mark.filterwarnings("ignore:Sending a large body")
@pytest.mark.parametrize(
    ("document", "status"),
    [
        ({"id": "x" * 1023}, OK),
        ({"id": "x" * 1024}, 400),
        ({"id": "ž" * 600}, 400),
        ({"id": "a", "ttl": 0}, 400),
        ({"id": "a", "ttl": 1.5}, 400),
        ({"id": "a", "ttl": -1}, OK),
        ({"id": "a", "text": "x" * 2_000_000}, OK),
        ({"id": "a", "text": "x" * 2_200_000}, 413),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_limits_of_a_document_are_kept(
    opened: tuple[Opened, bool], document: dict[str, Any], status: int
) -> None:
    here, is_mended = opened

    assert await status_of(here.assist.create_item(document)) == (status if is_mended else OK)


@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_a_change_cannot_make_what_could_not_be_created(opened: tuple[Opened, bool]) -> None:
    here, is_mended = opened
    await here.assist.create_item({"id": "a", "text": "x" * 1_500_000})

    for path, value in (("/more", "x" * 1_000_000), ("/ttl", 0)):
        patched = here.assist.patch_item("a", "a", [{"op": "set", "path": path, "value": value}])
        assert (await status_of(patched) == OK) is not is_mended


async def test_a_patch_makes_ten_changes_at_most(opened: tuple[Opened, bool]) -> None:
    here, _ = opened
    await here.assist.create_item({"id": "a", "n": 0})
    add = {"op": "incr", "path": "/n", "value": 1}

    assert await status_of(here.assist.patch_item("a", "a", [add] * 11)) == 400
    assert await status_of(here.assist.patch_item("a", "a", [add] * 10)) == OK


@pytest.mark.parametrize("op", ["set", "add", "incr"])
async def test_a_patch_makes_no_parents_and_all_of_its_changes_or_none(opened: tuple[Opened, bool], op: str) -> None:
    """As shipped, what should go under a parent that is not there lands in the document's root."""
    here, is_mended = opened
    await here.assist.create_item({"id": "a", "n": 0})
    changes = [{"op": "incr", "path": "/n", "value": 1}, {"op": op, "path": "/no/way", "value": 1}]

    assert await status_of(here.assist.patch_item("a", "a", changes)) == (400 if is_mended else OK)
    left = await here.assist.read_item("a", "a")
    assert left["n"] == (0 if is_mended else 1)
    assert left.get("way") == (None if is_mended else 1)


async def test_the_account_is_as_consistent_as_the_product_needs(opened: tuple[Opened, bool]) -> None:
    """As shipped it says Session, under which the service would refuse whoever asks for Strong."""
    here, is_mended = opened

    account = await here.assist.client_connection.GetDatabaseAccount()

    assert account.ConsistencyPolicy == {"defaultConsistencyLevel": "Strong" if is_mended else "Session"}


def test_it_starts_within_two_seconds_and_goes_with_its_parent() -> None:
    began = time.monotonic()
    with cosmos_server() as server:
        assert time.monotonic() - began < 2
        process = server._process
        assert process.stdin is not None
        process.stdin.close()

        assert process.wait(2) == 0

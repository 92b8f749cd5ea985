"""Cosmos DB on a bad day: told as Unavailable in time, never answered wrongly, over when it is over."""

import asyncio
import time
from urllib.parse import urlsplit

import pytest
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from shared.adapters.azure.credential import Credential
from shared.adapters.cosmos.account import CosmosAccount
from shared.adapters.cosmos.audit import CosmosAudit
from shared.adapters.cosmos.documents import CosmosDocuments
from shared.errors import Unavailable
from shared.ids import new_call_id
from shared.patches import Increment, Patch, Set
from tests.contract.audit_log import event
from tests.contract.document_store import (
    ALWAYS,
    made,
    thing,
)
from tests.partners.certificates import Authority
from tests.partners.cosmos_fixtures import CosmosFront
from tests.partners.cosmos_partner import CosmosServer
from tests.partners.cut_line import cut_line
from tests.partners.faults import EVERY_FAULT, Fault
from tests.partners.relay import Relay
from tests.partners.serving import served

CHANGE = Patch((Set(("x",), 1),), ALWAYS)


@pytest.mark.parametrize("fault", [*EVERY_FAULT, *(Fault("status", status) for status in (408, 410, 449))], ids=str)
@pytest.mark.parametrize("first", [False, True], ids=["warm", "cold"])
async def test_each_fault_is_told_in_time_and_over_when_it_is_over(
    cosmos_documents: CosmosDocuments,
    cosmos_account: CosmosAccount,
    cosmos_front: CosmosFront,
    fault: Fault,
    first: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No request of a fault's time is answered; afterwards the same adapter works.

    What fails while the client is being opened is told once, however many wait for it.
    """
    document = thing(n=0)
    document_id = str(document["id"])
    audit, call_id = CosmosAudit(cosmos_account), new_call_id()
    if not first:
        await cosmos_documents.ping()
        await audit.events_of(call_id)
    cosmos_front.faults.fail_with(fault)
    began = time.monotonic()

    answers = await asyncio.gather(
        cosmos_documents.create(document),
        cosmos_documents.read(document_id),
        cosmos_documents.patch(document_id, CHANGE),
        cosmos_documents.with_outbox(1),
        cosmos_documents.rooms_of_calls(["room_1"]),
        cosmos_documents.ping(),
        audit.append(event(call_id, 1)),
        audit.events_of(call_id),
        return_exceptions=True,
    )

    assert time.monotonic() - began < 4.5
    assert [type(answer) for answer in answers] == [Unavailable] * 8
    if first and fault.way != "hang":
        assert len([record for record in caplog.records if record.name.startswith("shared")]) == 1
    cosmos_front.faults.recover()
    await made(cosmos_documents, thing())
    assert await cosmos_documents.patch(document_id, CHANGE) is None or fault.way == "broken_after"


@pytest.mark.parametrize("way", ["broken_after", "garbage", "broken_before"])
async def test_a_lost_answer_is_never_taken_for_a_refusal(
    cosmos_documents: CosmosDocuments, cosmos_front: CosmosFront, way: str
) -> None:
    """Not sent twice either: the second would meet the first, and its answer would be false."""
    await cosmos_documents.ping()
    cosmos_front.requests()
    document = thing(n=0)
    document_id = str(document["id"])
    fault = Fault(way)  # type: ignore[arg-type]

    cosmos_front.faults.fail_with(fault, method="POST", times=1)
    with pytest.raises(Unavailable):
        await cosmos_documents.create(document)
    assert (await cosmos_documents.read(document_id) is not None) is (way == "broken_after")
    assert await cosmos_documents.create(document) is (way != "broken_after")
    cosmos_front.faults.fail_with(fault, method="PATCH", times=1)
    with pytest.raises(Unavailable):
        await cosmos_documents.patch(document_id, Patch((Increment(("n",), 1),), ALWAYS))

    stored = await cosmos_documents.read(document_id)
    assert stored is not None
    assert stored["n"] == (1 if way == "broken_after" else 0)


async def test_a_line_that_is_cut_under_an_answer_repeats_no_write(
    cosmos_front: CosmosFront, cosmos: CosmosServer, credential: Credential, authority: Authority
) -> None:
    """Nothing of the answer arrives: to the SDK that looks as if nothing had been sent."""
    port = urlsplit(cosmos_front.origin).port
    assert port
    async with cut_line(port) as line:
        account = CosmosAccount(f"https://localhost:{line.port}", cosmos.new_database(), credential, authority.ca_file)
        documents, document = CosmosDocuments(account), thing(n=0)
        await documents.ping()
        cosmos_front.requests()
        line.cut_at_the_next_answer()
        with pytest.raises(Unavailable):
            await documents.create(document)
        assert cosmos_front.requests() == ["POST docs"]
        line.cut_at_the_next_answer()
        with pytest.raises(Unavailable):
            await documents.patch(str(document["id"]), Patch((Increment(("n",), 1),), ALWAYS))

        assert line.cuts == 2
        assert await documents.read(str(document["id"])) == {**document, "n": 1}
        await account.close()
        await credential.close()


async def test_an_account_that_is_too_busy_for_a_moment_is_asked_once_more(
    cosmos_documents: CosmosDocuments, cosmos_front: CosmosFront
) -> None:
    """No oftener: it says when to come back, and so do we."""
    await cosmos_documents.ping()
    cosmos_front.faults.fail_with(Fault("status", 429), times=1)
    assert await cosmos_documents.create(thing())
    cosmos_front.faults.fail_with(Fault("status", 429, 7))

    with pytest.raises(Unavailable) as told:
        await cosmos_documents.create(thing())
    assert cosmos_front.faults.met == 2
    assert told.value.retry_after == 7


async def test_what_fails_in_the_background_is_not_told_at_every_request(
    cosmos_account: CosmosAccount,
    cosmos_documents: CosmosDocuments,
    cosmos_front: CosmosFront,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Five minutes later the SDK looks at the account again, and finds it away for a moment."""
    await cosmos_documents.ping()
    await asyncio.sleep(0.1)
    assert cosmos_account._client is not None
    cosmos_front.faults.fail_with(Fault("broken_before"), path=r"^/\?$")
    cosmos_account._client.client_connection._global_endpoint_manager.last_refresh_time = 0
    for _ in range(5):
        await cosmos_documents.ping()
        await asyncio.sleep(0.05)

    assert cosmos_front.faults.met
    assert not [record for record in caplog.records if record.name.startswith(("azure", "shared"))]


@pytest.mark.parametrize("substatus", [1002, 1003], ids=["a-replica-that-lags", "no-container"])
async def test_not_found_is_told_of_documents_alone(
    cosmos: CosmosServer, credential: Credential, authority: Authority, substatus: int
) -> None:
    """What is about a replica or a container is no answer to whether a document exists."""
    relay, misleads = Relay(cosmos.origin), False

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if misleads and "/docs" in scope["path"]:
            answer = JSONResponse({"code": "NotFound"}, 404, {"x-ms-substatus": str(substatus)})
            await answer(scope, receive, send)
        else:
            await relay(scope, receive, send)

    with served(app, authority.for_localhost()) as origin:
        account = CosmosAccount(origin, cosmos.new_database(), credential, authority.ca_file)
        documents = CosmosDocuments(account)
        document_id = await made(documents, thing())
        misleads = True
        for request in (documents.read(document_id), documents.patch(document_id, CHANGE)):
            with pytest.raises(Unavailable):
                await request
        await account.close()
        await credential.close()

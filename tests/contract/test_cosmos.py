"""Cosmos DB keeps every promise of the ports: its stand-in, asked over TLS with the tokens of a managed identity.

Where COSMOS_TEST_ENDPOINT names a real account the same promises are held against that (see the end).
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.adapters.azure.credential import Credential
from shared.adapters.cosmos.account import CosmosAccount
from shared.adapters.cosmos.audit import CosmosAudit
from shared.adapters.cosmos.documents import CosmosDocuments
from shared.ids import new_call_id
from shared.patches import Equals, Increment, Patch, Set
from tests.contract.audit_log import AuditLogContract, event
from tests.contract.document_store import (
    ALWAYS,
    DocumentStoreContract,
    TimePasses,
    UnreachableStoreContract,
    made,
    thing,
)
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse
from tests.partners.certificates import Authority
from tests.partners.cosmos_fixtures import CosmosFront
from tests.partners.cosmos_partner import KEY, CosmosServer

CHANGE = Patch((Set(("x",), 1),), ALWAYS)


class TestCosmosDocuments(DocumentStoreContract):
    @pytest.fixture
    def store(self, cosmos_account: CosmosAccount) -> CosmosDocuments:
        return CosmosDocuments(cosmos_account)

    @pytest.fixture
    def time_passes(self, cosmos: CosmosServer) -> TimePasses:
        async def forward(seconds: float) -> None:
            cosmos.forward(seconds)

        return forward


class TestCosmosAudit(AuditLogContract):
    @pytest.fixture
    def audit(self, cosmos_account: CosmosAccount) -> CosmosAudit:
        return CosmosAudit(cosmos_account)


class TestCosmosThatIsNotThere(UnreachableStoreContract):
    @pytest.fixture
    async def unreachable(self, credential: Credential, authority: Authority) -> AsyncIterator[CosmosDocuments]:
        account = CosmosAccount("https://localhost:9", "assist", credential, authority.ca_file)
        yield CosmosDocuments(account)
        await account.close()
        await credential.close()


class TestCosmosWithACertificateOfAnotherAuthority(UnreachableStoreContract):
    @pytest.fixture
    async def unreachable(
        self, cosmos_front: CosmosFront, credential: Credential, tmp_path: Path
    ) -> AsyncIterator[CosmosDocuments]:
        account = CosmosAccount(cosmos_front.origin, "assist", credential, Authority(tmp_path).ca_file)
        yield CosmosDocuments(account)
        await account.close()
        await credential.close()


async def test_each_step_is_one_request(
    cosmos_documents: CosmosDocuments, cosmos_account: CosmosAccount, cosmos_front: CosmosFront
) -> None:
    await cosmos_documents.ping()
    audit, call_id = CosmosAudit(cosmos_account), new_call_id()
    await audit.events_of(call_id)
    cosmos_front.requests()
    document = thing(n=1)
    document_id = str(document["id"])

    assert await cosmos_documents.create(document)
    assert cosmos_front.requests() == ["POST docs"]
    assert not await cosmos_documents.create(document)
    assert cosmos_front.requests() == ["POST docs"]
    await cosmos_documents.read(document_id)
    assert cosmos_front.requests() == [f"GET {document_id}"]
    assert await cosmos_documents.read("thing_of_nobody") is None
    assert cosmos_front.requests() == ["GET thing_of_nobody"]
    await cosmos_documents.patch(document_id, CHANGE)
    assert cosmos_front.requests() == [f"PATCH {document_id}"]
    assert await cosmos_documents.patch(document_id, Patch(CHANGE.changes, Equals(("n",), 2))) is None
    assert cosmos_front.requests() == [f"PATCH {document_id}"]
    await cosmos_documents.with_outbox(10)
    assert cosmos_front.requests() == ["POST docs"]
    await audit.append(event(call_id, 1))
    assert cosmos_front.requests() == ["POST docs"]


async def test_a_worker_has_one_client_however_many_ask_first(
    cosmos_account: CosmosAccount, cosmos_documents: CosmosDocuments, cosmos_front: CosmosFront
) -> None:
    """Each container is looked up once, and the account once; the SDK looks a second time in the background."""
    audit = CosmosAudit(cosmos_account)
    await asyncio.gather(
        *(cosmos_documents.read(f"thing_{number}") for number in range(20)), audit.append(event(new_call_id(), 1))
    )

    assert sum(each.target == "/" for each in cosmos_front.relay.passed) <= 2
    requests = cosmos_front.requests()
    assert len(requests) == 20 + 1 + 2
    assert [request for request in requests if request in {"GET assist", "GET audit"}] == ["GET assist", "GET audit"]


async def test_it_opens_again_after_it_was_closed(
    cosmos_account: CosmosAccount, cosmos_documents: CosmosDocuments
) -> None:
    document_id = await made(cosmos_documents, thing())
    await cosmos_account.close()

    assert await cosmos_documents.read(document_id) is not None


async def test_no_request_stops_other_work(cosmos_documents: CosmosDocuments) -> None:
    document_id = await made(cosmos_documents, thing(n=0))
    async with pulse() as felt:
        await asyncio.gather(
            *(cosmos_documents.patch(document_id, Patch((Increment(("n",), 1),), ALWAYS)) for _ in range(25)),
            *(cosmos_documents.read(document_id) for _ in range(25)),
        )

    assert felt.longest < BLOCKED_SECONDS


_FIRST = """
import asyncio, sys
from shared.adapters.cosmos.account import CosmosAccount
from shared.adapters.cosmos.documents import CosmosDocuments
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse

async def main():
    assert not [name for name in sys.modules if name.startswith(("azure", "aiohttp"))], "loaded before it is needed"
    account = CosmosAccount(sys.argv[1], sys.argv[2], sys.argv[3])
    async with pulse() as felt:
        await CosmosDocuments(account).ping()
    await account.close()
    print(felt.longest)

asyncio.run(main())
"""


def test_the_sdk_is_loaded_by_the_first_request_and_stops_no_other_work(cosmos: CosmosServer) -> None:
    command = [sys.executable, "-W", "error", "-c", _FIRST, cosmos.origin, cosmos.new_database(), KEY]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert ran.returncode == 0, ran.stderr
    assert float(ran.stdout) < BLOCKED_SECONDS


if _REAL := os.environ.get("COSMOS_TEST_ENDPOINT"):
    # A real account, by `az login`: the database of COSMOS_TEST_DATABASE is a test's own, made by bicep/, and emptied
    # before each test. One process at a time (-n 0).

    @pytest.fixture
    async def real_account() -> AsyncIterator[CosmosAccount]:
        database = os.environ["COSMOS_TEST_DATABASE"]
        assert "test" in database, "its documents are deleted: have `test` in its name"
        credential = Credential("azure_cli", None)
        opened = CosmosAccount(_REAL, database, credential)
        for name, partition in (("assist", "id"), ("audit", "call_id")):
            async with opened.asking(name) as container:
                left = [item async for item in container.query_items("SELECT * FROM c")]
            for item in left:
                async with opened.asking(name) as container:
                    await container.delete_item(item["id"], item[partition])
        yield opened
        await opened.close()
        await credential.close()

    class TestRealCosmosDocuments(DocumentStoreContract):
        @pytest.fixture
        def store(self, real_account: CosmosAccount) -> CosmosDocuments:
            return CosmosDocuments(real_account)

        @pytest.fixture
        def time_passes(self) -> TimePasses:
            return asyncio.sleep

    class TestRealCosmosAudit(AuditLogContract):
        @pytest.fixture
        def audit(self, real_account: CosmosAccount) -> CosmosAudit:
            return CosmosAudit(real_account)

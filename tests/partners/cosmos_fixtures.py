"""Cosmos DB's stand-in as the adapter meets it: one server a session, a new database a test."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest

from shared.adapters.azure.credential import Credential
from shared.adapters.cosmos.account import CosmosAccount
from shared.adapters.cosmos.documents import CosmosDocuments
from tests.partners.certificates import Authority
from tests.partners.cosmos_partner import CosmosServer, by_token, cosmos_server
from tests.partners.faults import Faulty
from tests.partners.managed_identity import IdentityProvider
from tests.partners.relay import Relay
from tests.partners.serving import served


@dataclass(frozen=True, slots=True)
class CosmosFront:
    """The stand-in as the adapter meets it."""

    origin: str
    relay: Relay
    faults: Faulty

    def requests(self) -> list[str]:
        """Verb and last part of every request since the last time that somebody asked.

        Without the SDK's own looks at the account, which come in the background.
        """
        passed = [(each.method, each.target.partition("?")[0].strip("/")) for each in self.relay.passed]
        self.relay.passed.clear()
        return [f"{method} {target.rpartition('/')[2]}" for method, target in passed if target]


@pytest.fixture(scope="session")
def cosmos() -> Iterator[CosmosServer]:
    """The stand-in itself: its clock, its databases."""
    with cosmos_server() as running:
        yield running


@pytest.fixture(scope="session")
def cosmos_front_of_session(
    cosmos: CosmosServer, authority: Authority, identity_origin: tuple[IdentityProvider, str]
) -> Iterator[CosmosFront]:
    """One for all tests of a session; `cosmos_front` is it, made well again."""
    relay = Relay(cosmos.origin, admits=by_token(identity_origin[0]))
    faults = Faulty(relay)
    with served(faults, authority.for_localhost()) as origin:
        yield CosmosFront(origin, relay, faults)


@pytest.fixture
def cosmos_front(cosmos_front_of_session: CosmosFront) -> Iterator[CosmosFront]:
    """Over TLS, for whoever has a token of the app's identity."""
    cosmos_front_of_session.relay.passed.clear()
    yield cosmos_front_of_session
    cosmos_front_of_session.faults.recover()


@pytest.fixture
async def cosmos_account(
    cosmos_front: CosmosFront, cosmos: CosmosServer, credential: Credential, authority: Authority
) -> AsyncIterator[CosmosAccount]:
    """The adapter's account, with a database of its own."""
    opened = CosmosAccount(cosmos_front.origin, cosmos.new_database(), credential, authority.ca_file)
    yield opened
    await opened.close()
    await credential.close()


@pytest.fixture
def cosmos_documents(cosmos_account: CosmosAccount) -> CosmosDocuments:
    """Documents in that database."""
    return CosmosDocuments(cosmos_account)

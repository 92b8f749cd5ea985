"""Each mistake in what says where Cosmos DB is and who may come in: one line of the log, and no secret in it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.adapters.azure.credential import Credential
from shared.adapters.cosmos.account import CosmosAccount
from shared.adapters.cosmos.documents import CosmosDocuments
from shared.errors import Unavailable
from tests.partners.certificates import Authority
from tests.partners.cosmos_fixtures import CosmosFront
from tests.partners.cosmos_partner import KEY, CosmosServer, by_key, by_token
from tests.partners.managed_identity import IdentityProvider
from tests.partners.relay import Relay
from tests.partners.serving import served


@dataclass(frozen=True, slots=True)
class Wrong:
    """A mistake in the settings, and what the log says of it."""

    says: str
    endpoint: str = ""
    database: str = ""
    key: str = ""
    trusts_us: bool = True


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(Wrong("COSMOS_ENDPOINT", endpoint="https://nowhere.invalid"), id="host"),
        pytest.param(Wrong("COSMOS_ENDPOINT", endpoint="https://localhost:9"), id="port"),
        pytest.param(Wrong("COSMOS_ENDPOINT", trusts_us=False), id="certificate"),
        pytest.param(Wrong("COSMOS_DATABASE", database="another"), id="database"),
        pytest.param(Wrong("COSMOS_KEY", key="c2VjcmV0c2VjcmV0"), id="key"),
    ],
)
async def test_a_wrong_setting_is_named_in_one_line_of_the_log(
    cosmos: CosmosServer, authority: Authority, tmp_path: Path, caplog: pytest.LogCaptureFixture, wrong: Wrong
) -> None:
    """And no secret with it."""
    ca_file = authority.ca_file if wrong.trusts_us else Authority(tmp_path).ca_file
    with served(Relay(cosmos.origin, admits=by_key), authority.for_localhost()) as origin:
        database = wrong.database or cosmos.new_database()
        account = CosmosAccount(wrong.endpoint or origin, database, wrong.key or KEY, ca_file)
        for _ in range(2):
            caplog.clear()
            with pytest.raises(Unavailable):
                await CosmosDocuments(account).read("thing_1")

            told = [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
            assert len(told) == 1
            assert wrong.says in told[0].getMessage()
            assert KEY not in caplog.text
            assert not wrong.key or wrong.key not in caplog.text
        await account.close()


@pytest.mark.parametrize("content", [None, b"", b"no certificate"], ids=["absent", "empty", "something-else"])
async def test_a_file_of_certificates_that_is_none_is_told(
    cosmos_front: CosmosFront, tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes | None
) -> None:
    ca_file = tmp_path / "ca.pem"
    if content is not None:
        ca_file.write_bytes(content)
    account = CosmosAccount(cosmos_front.origin, "assist", KEY, ca_file)
    with pytest.raises(Unavailable):
        await CosmosDocuments(account).read("thing_1")
    await account.close()

    assert "TLS_CA_FILE" in caplog.text


async def test_an_identity_that_the_tenant_does_not_know_is_told(
    cosmos_documents: CosmosDocuments, identity: IdentityProvider, caplog: pytest.LogCaptureFixture
) -> None:
    """And once it is known the same adapter works."""
    identity.refuses = True
    with pytest.raises(Unavailable):
        await cosmos_documents.ping()
    told = [record.getMessage() for record in caplog.records if record.name.startswith("shared")]
    assert len(told) == 1
    assert "no token to be had for Cosmos DB" in told[0]
    identity.refuses = False

    await cosmos_documents.ping()


async def test_a_token_of_another_account_is_refused_and_told(
    cosmos: CosmosServer, credential: Credential, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    """As with a role that was not given: the line says what to look at, and repeats no token."""
    stranger = IdentityProvider()
    with served(Relay(cosmos.origin, admits=by_token(stranger)), authority.for_localhost()) as origin:
        account = CosmosAccount(origin, cosmos.new_database(), credential, authority.ca_file)
        with pytest.raises(Unavailable):
            await CosmosDocuments(account).read("thing_1")
        await account.close()
        await credential.close()

    told = [record.getMessage() for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
    assert told == ["Cosmos DB refused us (401): check the role assignments of the app's managed identity"]


@pytest.mark.parametrize("endpoint", ["http://assist.documents.azure.com", "assist.documents.azure.com", ""])
def test_nothing_is_sent_in_the_clear(endpoint: str, credential: Credential) -> None:
    for access in (KEY, credential):
        with pytest.raises(ValueError, match="COSMOS_ENDPOINT"):
            CosmosAccount(endpoint, "assist", access)
    with pytest.raises(ValueError, match="COSMOS_ENDPOINT"):
        CosmosAccount("http://localhost:8081", "assist", credential)


def test_a_key_that_cannot_be_one_is_told_at_the_start_without_it() -> None:
    with pytest.raises(ValueError, match="COSMOS_KEY") as told:
        CosmosAccount("http://localhost:8081", "assist", "canary")

    assert "canary" not in str(told.value)

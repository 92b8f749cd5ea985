"""Blobs in Azure: every promise of the port, against Azurite over TLS with the tokens of a managed identity."""

import asyncio
import gc
import subprocess
import sys
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from azure.storage.blob.aio import ContainerClient

from shared.adapters.azure.credential import Credential
from shared.adapters.azure_blob.blobs import AzureBlobs
from shared.adapters.azure_blob.place import ByConnectionString, ByIdentity
from shared.blobs import MAX_BLOB_BYTES
from shared.errors import Unavailable
from tests.contract.blob_store import BlobStoreContract, MakeStore
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse
from tests.e2e.hosts import ROOT
from tests.partners.azurite_partner import ACCOUNT, KEY, Azurite, azurite_blobs, connection_string
from tests.partners.certificates import Authority
from tests.partners.cut_line import cut_line
from tests.partners.faults import EVERY_FAULT, Fault, Faulty
from tests.partners.managed_identity import IdentityProvider
from tests.partners.relay import Relay
from tests.partners.serving import served

SETTING = "THE_SETTING"


@pytest.fixture(scope="module")
def azurite(authority: Authority) -> Iterator[Azurite]:
    with azurite_blobs(authority.for_localhost()) as running:
        yield running


@pytest.fixture
async def container(azurite: Azurite, authority: Authority) -> str:
    """A new one, as a deployment makes it."""
    name = f"evidence-{uuid4().hex[:8]}"
    maker = ContainerClient.from_connection_string(
        azurite.connection_string, name, connection_verify=str(authority.ca_file)
    )
    async with maker:
        await maker.create_container()
    return name


class Opened:
    """Stores that are closed when the test is over."""

    def __init__(self) -> None:
        self.stores: list[AzureBlobs] = []

    def add(self, store: AzureBlobs) -> AzureBlobs:
        self.stores.append(store)
        return store


@pytest.fixture
async def opened(credential: Credential) -> AsyncIterator[Opened]:
    made = Opened()
    yield made
    for store in made.stores:
        await store.close()
    await credential.close()


def _told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the product's own log says."""
    return [record.getMessage() for record in caplog.records if record.name.startswith("shared.")]


class TestAzureBlobs(BlobStoreContract):
    @pytest.fixture
    def make_store(
        self, azurite: Azurite, container: str, authority: Authority, credential: Credential, opened: Opened, page: int
    ) -> MakeStore:
        account = ByIdentity(azurite.endpoint, credential)
        return lambda: opened.add(AzureBlobs(account, container, SETTING, authority.ca_file, page))

    @pytest.fixture
    def away(self, authority: Authority, credential: Credential, opened: Opened) -> AzureBlobs:
        account = ByIdentity("https://localhost:1/devstoreaccount1", credential)
        return opened.add(AzureBlobs(account, "evidence", SETTING, authority.ca_file))

    @pytest.fixture
    def page(self) -> int:
        return 20


@pytest.fixture
def store(azurite: Azurite, container: str, authority: Authority, credential: Credential, opened: Opened) -> AzureBlobs:
    return opened.add(AzureBlobs(ByIdentity(azurite.endpoint, credential), container, SETTING, authority.ca_file))


class Relayed:
    """A store behind a relay that counts and, when told, fails."""

    def __init__(self, store: AzureBlobs, relay: Relay, faults: Faulty) -> None:
        self.store = store
        self.relay = relay
        self.faults = faults

    def sent(self) -> list[str]:
        return [request.method for request in self.relay.passed]


@pytest.fixture
def relay(azurite: Azurite, authority: Authority) -> Relay:
    return Relay(azurite.endpoint.removesuffix(f"/{ACCOUNT}"), authority.ca_file)


@pytest.fixture
def behind(relay: Relay, authority: Authority) -> Iterator[tuple[str, Faulty]]:
    faults = Faulty(relay)
    with served(faults, authority.for_localhost()) as origin:
        yield f"{origin}/{ACCOUNT}", faults


@pytest.fixture
def relayed(
    behind: tuple[str, Faulty],  # first: it stops after the store's connections are closed
    relay: Relay,
    container: str,
    authority: Authority,
    credential: Credential,
    opened: Opened,
) -> Relayed:
    endpoint, faults = behind
    store = AzureBlobs(ByIdentity(endpoint, credential), container, SETTING, authority.ca_file)
    return Relayed(opened.add(store), relay, faults)


async def test_each_step_is_one_request(relayed: Relayed) -> None:
    store = relayed.store
    await store.create("a", b"1")
    await store.read("a")
    await store.read("b")
    await store.names("")
    await store.ping()

    assert relayed.sent() == ["PUT", "GET", "GET", "GET", "GET"]
    assert relayed.relay.passed[0].headers["if-none-match"] == "*"


async def test_a_name_that_is_taken_costs_one_look_more(relayed: Relayed) -> None:
    await relayed.store.create("a", b"1")
    await relayed.store.create("a", b"1")

    assert relayed.sent() == ["PUT", "PUT", "HEAD"]


# The SDK leaves an answer that broke off in its headers to the garbage collector, and aiohttp complains of it there.
@pytest.mark.filterwarnings("ignore:Unclosed connection:ResourceWarning")
@pytest.mark.parametrize("fault", EVERY_FAULT, ids=str)
async def test_whatever_fails_is_unavailable_within_five_seconds_and_recovers_by_itself(
    relayed: Relayed, fault: Fault
) -> None:
    store = relayed.store
    await store.create("before", b"1")
    relayed.faults.fail_with(fault)
    began = time.monotonic()

    outcomes = await asyncio.gather(
        store.create("during", b"2"), store.read("before"), store.names(""), store.ping(), return_exceptions=True
    )

    assert time.monotonic() - began < 5
    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 4
    assert [outcome.retry_after for outcome in outcomes if isinstance(outcome, Unavailable)] == [
        fault.retry_after or 1
    ] * 4
    del outcomes
    gc.collect()
    relayed.faults.recover()
    written = fault.way == "broken_after"
    assert list(await store.names("")) == (["before", "during"] if written else ["before"])
    assert await store.create("during", b"2") is not written
    assert await store.read("during") == b"2"


async def test_no_failure_is_asked_again_by_the_sdk(relayed: Relayed) -> None:
    """A second try of its own would pass the deadline, or write twice."""
    await relayed.store.ping()
    for fault in (Fault("status", 500), Fault("status", 503), Fault("status", 408)):
        relayed.faults.fail_with(fault)
        with pytest.raises(Unavailable):
            await relayed.store.create("a", b"1")
        assert relayed.faults.met == 1


async def test_a_blob_written_on_a_connection_that_broke_counts_as_written(
    azurite: Azurite, container: str, authority: Authority, credential: Credential, opened: Opened
) -> None:
    """The HTTP library repeats a PUT whose answer got lost; the service then says that there is such a blob."""
    async with cut_line(urlsplit(azurite.endpoint).port or 0) as line:
        account = ByIdentity(f"https://localhost:{line.port}/{ACCOUNT}", credential)
        store = opened.add(AzureBlobs(account, container, SETTING, authority.ca_file))
        await store.ping()
        line.cut_at_the_next_answer()

        assert await store.create("a", b"1") is True

        assert line.cuts == 1
        assert await store.create("a", b"1") is False
        assert await store.read("a") == b"1"
        await store.close()


async def test_a_container_that_is_missing_is_unavailable_and_not_empty(
    azurite: Azurite, authority: Authority, credential: Credential, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    account = ByIdentity(azurite.endpoint, credential)
    store = opened.add(AzureBlobs(account, "never-made", SETTING, authority.ca_file))

    for asked in (store.read("a"), store.create("a", b""), store.names(""), store.ping()):
        with pytest.raises(Unavailable):
            await asked

    assert len(_told(caplog)) == 4
    for line in _told(caplog):
        assert "404" in line
        assert SETTING in line


async def test_a_certificate_of_another_authority_is_refused(
    azurite: Azurite,
    container: str,
    credential: Credential,
    opened: Opened,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    account = ByIdentity(azurite.endpoint, credential)
    store = opened.add(AzureBlobs(account, container, SETTING, Authority(tmp_path, "Another").ca_file))

    with pytest.raises(Unavailable):
        await store.ping()

    (line,) = _told(caplog)
    assert "SSLCertVerificationError" in line
    assert SETTING in line


async def test_a_tenant_that_does_not_know_the_app_is_told(
    store: AzureBlobs, identity: IdentityProvider, caplog: pytest.LogCaptureFixture
) -> None:
    identity.refuses = True

    with pytest.raises(Unavailable):
        await store.ping()

    (line,) = _told(caplog)
    assert "no token to be had for Blob Storage" in line


async def test_the_token_is_asked_for_storage(store: AzureBlobs, identity: IdentityProvider) -> None:
    await store.ping()

    assert identity.asked[-1] == "https://storage.azure.com"


class TestConnectionString:
    """As `AzureWebJobsStorage` has it."""

    @pytest.fixture
    def by_key(self, azurite: Azurite, container: str, authority: Authority, opened: Opened) -> AzureBlobs:
        account = ByConnectionString(azurite.connection_string)
        return opened.add(AzureBlobs(account, container, SETTING, authority.ca_file))

    async def test_the_same_blobs_are_there(self, by_key: AzureBlobs, store: AzureBlobs) -> None:
        assert await by_key.create("calls/one", b"1") is True
        assert await by_key.create("calls/one", b"2") is False

        assert await store.read("calls/one") == b"1"
        assert list(await by_key.names("calls/")) == ["calls/one"]

    async def test_a_wrong_key_is_told_without_it(
        self,
        azurite: Azurite,
        container: str,
        authority: Authority,
        opened: Opened,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        wrong = azurite.connection_string.replace(KEY, "d3Jvbmc=")
        store = opened.add(AzureBlobs(ByConnectionString(wrong), container, SETTING, authority.ca_file))

        with pytest.raises(Unavailable):
            await store.ping()

        assert SETTING in caplog.text
        assert "d3Jvbmc=" not in caplog.text

    @pytest.mark.parametrize("text", ["", "nonsense", "AccountName=a", "AccountName=a;AccountKey=!;BlobEndpoint=x"])
    async def test_one_that_is_none_is_told_without_it(
        self, text: str, opened: Opened, caplog: pytest.LogCaptureFixture
    ) -> None:
        store = opened.add(AzureBlobs(ByConnectionString(text), "evidence", SETTING))

        with pytest.raises(Unavailable):
            await store.ping()

        assert SETTING in caplog.text
        assert not text or text not in caplog.text

    def test_no_key_shows_in_a_repr(self, azurite: Azurite) -> None:
        assert KEY not in repr(ByConnectionString(azurite.connection_string))


async def test_the_largest_blob_stops_no_other_work(store: AzureBlobs) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        async with pulse() as felt:
            await store.create("largest", bytes(MAX_BLOB_BYTES))
            await store.read("largest")

    assert felt.longest < BLOCKED_SECONDS


_FIRST_USE = """
import asyncio, sys
from shared.adapters.azure_blob.blobs import AzureBlobs
from shared.adapters.azure_blob.place import ByConnectionString
from shared.errors import Unavailable
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse

async def main():
    store = AzureBlobs(ByConnectionString(sys.argv[1]), "evidence", "THE_SETTING")
    print(sorted(name for name in sys.modules if name.startswith(("azure", "aiohttp"))))
    async with pulse() as felt:
        try:
            await store.ping()
        except Unavailable:
            print("unavailable")
    print(felt.longest)
    await store.close()

asyncio.run(main())
"""


def test_the_sdk_is_loaded_on_first_use_and_off_the_event_loop() -> None:
    asked = [sys.executable, "-c", _FIRST_USE, connection_string("http://localhost:1/devstoreaccount1")]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30).stdout.splitlines()

    assert said[:2] == ["[]", "unavailable"]
    assert float(said[2]) < BLOCKED_SECONDS

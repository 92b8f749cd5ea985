"""What lets us in to Azure Communication Services, and everything that can be wrong with it."""

import base64
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from shared.adapters.acs.access import ByConnectionString, ByIdentity, connection_string, https_origin
from shared.adapters.acs.calls import AcsCalls
from shared.adapters.azure.credential import Credential
from shared.errors import Unavailable
from shared.instants import after_seconds
from tests.contract.acs_resource import AcsResource, Vault
from tests.partners.acs.service import AcsStandIn
from tests.partners.certificates import Authority
from tests.partners.managed_identity import IdentityProvider

Complaint = Callable[[Awaitable[object]], Awaitable[str]]
Opened = Callable[[AcsCalls], AcsCalls]
HOUR = 3600
OTHER_KEY = base64.b64encode(b"a key of another resource, or one that is over").decode()


class TestWhatCanBeWrong(AcsResource):
    """One line in the log that names the setting, and no secret."""

    @pytest.fixture
    def secrets(self, acs: AcsStandIn, identity: IdentityProvider) -> list[str]:
        return [acs.callers.key, OTHER_KEY, identity.header]

    @pytest.fixture
    def complaint(self, caplog: pytest.LogCaptureFixture, secrets: list[str]) -> Complaint:
        caplog.set_level(logging.DEBUG)

        async def of(request: Awaitable[object]) -> str:
            with pytest.raises(Unavailable) as refused:
                await request
            told = [record.getMessage() for record in caplog.records if record.name.startswith("shared.")]
            assert len(told) == 1, told
            shown = caplog.text + "".join(traceback.format_exception(refused.value))
            assert not [secret for secret in secrets if secret in shown]
            return told[0]

        return of

    @pytest.fixture
    async def opened(self, origin: str, credential: Credential) -> AsyncIterator[Opened]:
        """Closes what a test makes, before the partner stops."""
        made: list[AcsCalls] = []

        def noted(calls: AcsCalls) -> AcsCalls:
            made.append(calls)
            return calls

        yield noted
        for calls in made:
            await calls.close()
        await credential.close()

    async def test_an_endpoint_where_nothing_answers(
        self, complaint: Complaint, opened: Opened, credential: Credential, authority: Authority
    ) -> None:
        nobody = "https://localhost:1"
        by_identity = opened(AcsCalls(ByIdentity(nobody, credential), authority.ca_file))

        assert "ACS_ENDPOINT" in await complaint(by_identity.ping())

    async def test_a_connection_string_to_where_nothing_answers(
        self, complaint: Complaint, opened: Opened, authority: Authority
    ) -> None:
        nobody = Vault(f"endpoint=https://localhost:1/;accesskey={OTHER_KEY}")

        calls = opened(AcsCalls(ByConnectionString(nobody), authority.ca_file))

        assert "ACS_CONNECTION_SECRET" in await complaint(calls.ping())

    async def test_a_key_that_is_not_the_resources(
        self, complaint: Complaint, opened: Opened, origin: str, authority: Authority
    ) -> None:
        vault = Vault(f"endpoint={origin}/;accesskey={OTHER_KEY}")
        calls = opened(AcsCalls(ByConnectionString(vault), authority.ca_file))

        told = await complaint(calls.ping())

        assert "ACS_CONNECTION_SECRET" in told
        assert "key" in told

    async def test_a_certificate_of_another_authority(
        self, complaint: Complaint, opened: Opened, vault: Vault, tmp_path: Path
    ) -> None:
        stranger = Authority(tmp_path, "Somebody else")
        calls = opened(AcsCalls(ByConnectionString(vault), stranger.ca_file))

        told = await complaint(calls.ping())

        assert "SSLCertVerificationError" in told
        assert "ACS_CONNECTION_SECRET" in told

    async def test_a_file_of_authorities_that_is_not_there(
        self, complaint: Complaint, opened: Opened, vault: Vault, tmp_path: Path
    ) -> None:
        calls = opened(AcsCalls(ByConnectionString(vault), tmp_path / "nowhere.pem"))

        assert "TLS_CA_FILE" in await complaint(calls.ping())

    async def test_a_tenant_that_does_not_know_the_app(
        self, complaint: Complaint, calls_by_identity: AcsCalls, identity: IdentityProvider
    ) -> None:
        identity.refuses = True

        told = await complaint(calls_by_identity.ping())

        assert "ACS_ENDPOINT" in told
        assert "managed identity" in told

    async def test_a_role_that_is_not_assigned(
        self, complaint: Complaint, calls_by_identity: AcsCalls, acs: AcsStandIn
    ) -> None:
        acs.callers.has_role = False

        told = await complaint(calls_by_identity.ping())

        assert "403" in told
        assert "role assignments" in told

    @pytest.mark.parametrize("off", [600, -600])
    async def test_a_clock_that_is_ten_minutes_off(
        self, complaint: Complaint, calls: AcsCalls, acs: AcsStandIn, off: int
    ) -> None:
        acs.clock.forward(off)

        assert "clock" in await complaint(calls.ping())

    @pytest.mark.parametrize(
        "text",
        [
            "",
            OTHER_KEY,
            f"endpoint=https://localhost:1;accesskey={OTHER_KEY[:-3]}%%%",
            "endpoint=https://localhost:1",
            f"endpoint=http://localhost:1;accesskey={OTHER_KEY}",
            f"accesskey={OTHER_KEY}",
            f"endpoint=https://localhost:{OTHER_KEY};accesskey={OTHER_KEY}",
            f"endpoint=https://localhost:1;accesskey={OTHER_KEY}é",
        ],
        ids=["nothing", "key alone", "torn key", "no key", "no TLS", "no endpoint", "key in the address", "not ASCII"],
    )
    async def test_a_secret_that_is_no_connection_string(
        self, complaint: Complaint, opened: Opened, authority: Authority, text: str
    ) -> None:
        calls = opened(AcsCalls(ByConnectionString(Vault(text)), authority.ca_file))

        assert "ACS_CONNECTION_SECRET" in await complaint(calls.ping())

    async def test_a_secret_that_is_mended_is_read_again(
        self, acs: AcsStandIn, origin: str, authority: Authority, opened: Opened
    ) -> None:
        vault = Vault("mistyped")
        calls = opened(AcsCalls(ByConnectionString(vault), authority.ca_file))
        with pytest.raises(Unavailable):
            await calls.ping()

        vault.text = acs.connection_string(origin)
        await calls.ping()

    async def test_a_vault_that_is_away_makes_the_service_unavailable(
        self, opened: Opened, authority: Authority
    ) -> None:
        async def away(*, fresh: bool) -> str:
            raise Unavailable(5)

        calls = opened(AcsCalls(ByConnectionString(away), authority.ca_file))
        with pytest.raises(Unavailable) as refused:
            await calls.ping()

        assert refused.value.retry_after == 5


class TestSecrets(AcsResource):
    async def test_no_key_and_no_token_is_in_any_log_or_repr(
        self, calls: AcsCalls, acs: AcsStandIn, origin: str, vault: Vault, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A whole call with everything logged that the SDK ever logs, a rotation and a failure in it."""
        caplog.set_level(logging.DEBUG)
        now = acs.clock()
        keys = [acs.callers.key]
        room = await calls.open_room(now, after_seconds(now, HOUR))
        user_id, _ = await calls.create_identity()
        await calls.join_room(room.room_id, user_id, "collaborator")
        acs.rotate_key()
        vault.text = acs.connection_string(origin)
        keys.append(acs.callers.key)
        await calls.issue_token(user_id)
        await calls.close_room(room.room_id)
        with pytest.raises(Unavailable):
            await calls.join_room(room.room_id, user_id, "attendee")

        access = ByConnectionString(vault)
        shown = caplog.text + repr(calls) + repr(access) + repr(connection_string(vault.text)) + repr(calls._connection)
        assert len(acs.identities.issued) == 2
        assert "azure.core" in caplog.text
        assert not [secret for secret in (*keys, *acs.identities.issued) if secret in shown]


def test_a_connection_string_is_read_as_the_portal_writes_it() -> None:
    """Whatever order and case its names have; a key may end in equals signs, an address in a slash."""
    read = connection_string(f"AccessKey={OTHER_KEY};Endpoint=https://Bank.europe.communication.azure.com/")

    assert (read.endpoint, read.key) == ("https://bank.europe.communication.azure.com", OTHER_KEY)


@pytest.mark.parametrize(
    "address", ["", "http://bank.example", "bank.example", "https://", "https://bank.example:x", "https://[bank"]
)
def test_an_endpoint_is_an_https_address(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        https_origin(address)


@pytest.mark.parametrize("address", ["https://bank.example", "https://BANK.example/", "https://bank.example:443/"])
def test_an_endpoint_is_one_however_it_is_written(address: str) -> None:
    """The signature has the host as the request's header will have it."""
    assert https_origin(address) == "https://bank.example"

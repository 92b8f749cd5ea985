"""The stand-in answers and refuses as Key Vault's REST reference says the service does."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.keyvault.secrets.aio import SecretClient

from shared.adapters.azure.credential import Credential
from tests.partners.certificates import Authority
from tests.partners.key_vault.stand_in import AUDIENCE, KeyVaultStandIn
from tests.partners.key_vault.stored import MAX_VALUE_BYTES, StoredSecrets
from tests.partners.managed_identity import TENANT, IdentityProvider
from tests.partners.serving import served
from tests.unit.held_clock import START, HeldClock

VERSION = {"api-version": "2026-04-01"}


@dataclass
class Wire:
    """Requests as they stand, with a token unless a test says otherwise."""

    http: httpx.Client
    stand_in: KeyVaultStandIn

    def put(self, name: str, value: object = "told", **attributes: object) -> httpx.Response:
        body = {"value": value, "attributes": attributes}
        return self.http.put(f"/secrets/{name}", params=VERSION, json=body)

    def get(self, path: str, **query: str) -> httpx.Response:
        return self.http.get(path, params={**VERSION, **query})


@pytest.fixture
def stand_in(identity: IdentityProvider) -> KeyVaultStandIn:
    return KeyVaultStandIn(StoredSecrets(HeldClock()), identity)


@pytest.fixture
def url(stand_in: KeyVaultStandIn, authority: Authority) -> Iterator[str]:
    with served(stand_in.app, authority.for_localhost()) as origin:
        yield origin


@pytest.fixture
def wire(url: str, stand_in: KeyVaultStandIn, authority: Authority) -> Iterator[Wire]:
    token = stand_in.identity.token(AUDIENCE)
    trust = ssl.create_default_context(cafile=authority.ca_file)
    with httpx.Client(base_url=url, verify=trust, headers={"Authorization": f"Bearer {token}"}) as http:
        yield Wire(http, stand_in)


@pytest.fixture
async def sdk(url: str, credential: Credential, authority: Authority) -> AsyncIterator[SecretClient]:
    client = SecretClient(
        url,
        await credential.get(),
        verify_challenge_resource=False,
        connection_verify=str(authority.ca_file),
    )
    yield client
    await client.close()
    await credential.close()
    # The last words of TLS are spoken after aiohttp's close() has returned.
    await asyncio.sleep(0.03)


def _clock(stand_in: KeyVaultStandIn) -> HeldClock:
    assert isinstance(stand_in.stored.clock, HeldClock)
    return stand_in.stored.clock


def _refusal(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


class TestLettingIn:
    def test_a_request_without_a_token_is_told_where_to_get_one(self, wire: Wire) -> None:
        del wire.http.headers["Authorization"]

        response = wire.get("/secrets")

        assert _refusal(response) == (401, "Unauthorized")
        assert response.headers["WWW-Authenticate"] == (
            f'Bearer authorization="https://login.microsoftonline.com/{TENANT}", resource="https://vault.azure.net"'
        )

    @pytest.mark.parametrize("audience", ["https://communication.azure.com", "https://vault.azure.net.evil.example"])
    def test_a_token_for_somebody_else_is_refused(self, wire: Wire, audience: str) -> None:
        wire.http.headers["Authorization"] = f"Bearer {wire.stand_in.identity.token(audience)}"

        assert _refusal(wire.get("/secrets")) == (401, "Unauthorized")

    def test_an_expired_token_is_refused(self, wire: Wire) -> None:
        wire.http.headers["Authorization"] = f"Bearer {wire.stand_in.identity.token(AUDIENCE, -60)}"

        assert _refusal(wire.get("/secrets")) == (401, "Unauthorized")

    @pytest.mark.parametrize("query", [{}, {"api-version": "1999-01-01"}])
    def test_an_api_version_that_is_not_known_is_refused(self, wire: Wire, query: dict[str, str]) -> None:
        assert _refusal(wire.http.get("/secrets", params=query)) == (400, "BadParameter")

    def test_who_has_no_role_gets_nothing(self, wire: Wire) -> None:
        wire.put("one")
        wire.stand_in.role = "none"

        for path in "/secrets", "/secrets/one/", "/secrets/one/versions":
            response = wire.get(path)
            assert _refusal(response) == (403, "Forbidden")
            assert response.json()["error"]["innererror"] == {"code": "ForbiddenByRbac"}

    def test_a_secrets_user_reads_and_does_not_write(self, wire: Wire) -> None:
        wire.put("one")
        wire.stand_in.role = "user"

        assert wire.get("/secrets/one/").json()["value"] == "told"
        assert wire.get("/secrets/one/versions").status_code == 200
        assert _refusal(wire.put("one")) == (403, "Forbidden")


class TestSecrets:
    def test_times_are_whole_seconds(self, wire: Wire) -> None:
        _clock(wire.stand_in).forward(0.7)
        attributes = wire.put("one").json()["attributes"]

        assert attributes["created"] == attributes["updated"] == START // 1000
        assert attributes["enabled"] is True
        assert "nbf" not in attributes

    def test_every_set_is_a_version_and_the_last_is_the_newest(self, wire: Wire) -> None:
        first, second = wire.put("one", "a").json()["id"], wire.put("one", "b").json()["id"]

        assert first != second
        assert wire.get("/secrets/one/").json()["value"] == "b"
        assert wire.get(first).json()["value"] == "a"

    def test_what_is_not_there_is_not_found(self, wire: Wire) -> None:
        wire.put("one")

        assert _refusal(wire.get("/secrets/two/")) == (404, "SecretNotFound")
        assert _refusal(wire.get("/secrets/one/" + "0" * 32)) == (404, "SecretNotFound")

    def test_the_versions_of_what_is_not_there_are_none(self, wire: Wire) -> None:
        assert wire.get("/secrets/two/versions").json() == {"value": [], "nextLink": None}

    def test_a_disabled_version_is_listed_and_not_shown(self, wire: Wire) -> None:
        wire.put("one", enabled=False)

        response = wire.get("/secrets/one/")
        (listed,) = wire.get("/secrets/one/versions").json()["value"]
        assert _refusal(response) == (403, "Forbidden")
        assert response.json()["error"]["innererror"] == {"code": "SecretDisabled"}
        assert listed["attributes"]["enabled"] is False

    def test_times_of_use_are_for_information_alone(self, wire: Wire) -> None:
        wire.put("one", nbf=START // 1000 + 60, exp=START // 1000 - 60)

        assert wire.get("/secrets/one/").json()["value"] == "told"

    def test_lists_come_in_pages_and_never_with_values(self, wire: Wire) -> None:
        for number in range(5):
            wire.put("one", f"value {number}")

        link, sizes, ids = str(wire.http.base_url.join("/secrets/one/versions?api-version=7.6")), [], []
        while link:
            page = wire.http.get(link).json()
            sizes.append(len(page["value"]))
            ids += [item["id"] for item in page["value"]]
            assert "value" not in page["value"][0]
            link = page["nextLink"]

        assert sizes == [2, 2, 1]
        assert ids == sorted(set(ids))

    def test_a_page_is_as_large_as_was_asked_for_at_most(self, wire: Wire) -> None:
        wire.put("one")
        wire.put("one")

        assert len(wire.get("/secrets/one/versions", maxresults="1").json()["value"]) == 1
        assert _refusal(wire.get("/secrets/one/versions", maxresults="26")) == (400, "BadParameter")

    @pytest.mark.parametrize("name", ["with_underscore", "a" * 128])
    def test_names_have_letters_digits_and_dashes(self, wire: Wire, name: str) -> None:
        assert _refusal(wire.put(name)) == (400, "BadParameter")

    @pytest.mark.parametrize("value", [None, "", 7, "a" * (MAX_VALUE_BYTES + 1)])
    def test_values_are_texts_of_at_most_25_kilobytes(self, wire: Wire, value: object) -> None:
        assert _refusal(wire.put("one", value)) == (400, "BadParameter")

    @pytest.mark.parametrize("attributes", [{"enabled": "yes"}, {"nbf": "2026-01-01"}, {"exp": 1.5}])
    def test_attributes_have_their_types(self, wire: Wire, attributes: dict[str, object]) -> None:
        assert _refusal(wire.put("one", "told", **attributes)) == (400, "BadParameter")

    def test_a_deleted_name_stays_taken(self, wire: Wire) -> None:
        wire.put("one")
        wire.stand_in.stored.delete("one")

        assert _refusal(wire.get("/secrets/one/")) == (404, "SecretNotFound")
        assert _refusal(wire.put("one")) == (409, "Conflict")


class TestWithTheSdk:
    """Microsoft's own client finds what it expects."""

    async def test_set_get_list_and_update(self, sdk: SecretClient, stand_in: KeyVaultStandIn) -> None:
        ends = datetime(2100, 1, 1, tzinfo=UTC)
        made = await sdk.set_secret("one", "a", content_type="text/plain", expires_on=ends)
        _clock(stand_in).forward(1)
        again = await sdk.set_secret("one", "b")
        await sdk.set_secret("two", "c")
        await sdk.update_secret_properties("one", again.properties.version, enabled=False)

        listed = {item.version: item async for item in sdk.list_properties_of_secret_versions("one")}
        assert set(listed) == {made.properties.version, again.properties.version}
        first = listed[made.properties.version]
        assert (first.enabled, first.content_type, first.expires_on) == (True, "text/plain", ends)
        assert first.created_on == datetime.fromtimestamp(START / 1000, UTC)
        assert listed[again.properties.version].enabled is False
        assert (await sdk.get_secret("one", made.properties.version)).value == "a"
        assert [item.name async for item in sdk.list_properties_of_secrets()] == ["one", "two"]

    async def test_the_first_request_is_challenged_and_no_other(
        self, sdk: SecretClient, stand_in: KeyVaultStandIn
    ) -> None:
        await sdk.set_secret("one", "a")
        await sdk.get_secret("one")

        assert stand_in.requests == ["challenged", "PUT /secrets/one", "GET /secrets/one/"]
        assert stand_in.identity.asked[-1] == AUDIENCE

    async def test_errors_have_their_classes(self, sdk: SecretClient, stand_in: KeyVaultStandIn) -> None:
        with pytest.raises(ResourceNotFoundError, match="SecretNotFound"):
            await sdk.get_secret("one")
        await sdk.set_secret("one", "a", enabled=False)
        with pytest.raises(HttpResponseError, match="disabled"):
            await sdk.get_secret("one")
        stand_in.stored.delete("one")
        with pytest.raises((ResourceExistsError, HttpResponseError), match="deleted"):
            await sdk.set_secret("one", "b")

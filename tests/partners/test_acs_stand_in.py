"""The stand-in for Azure Communication Services refuses what the service refuses: callers and identities."""

from urllib.parse import quote

import pytest

from shared.instants import after_seconds
from shared.json_values import Json, JsonObject
from tests.partners.acs.caller import IDENTITY, ONE_TOKEN, ROOMS, AsksAcs, Caller, code
from tests.partners.acs.identities import REVOCATION_SECONDS
from tests.partners.managed_identity import IdentityProvider


class TestWhoCalls(AsksAcs):
    def test_nobody_is_let_in_without_a_signature_or_a_token(self, caller: Caller) -> None:
        assert code(caller.client.get(f"/rooms?api-version={ROOMS}")) == (401, "Denied")

    def test_a_path_may_be_signed_as_it_is_sent_or_decoded(self, caller: Caller) -> None:
        """Microsoft's synchronous clients do the one, the asynchronous the other."""
        user_id, _ = caller.user()
        target = f"/identities/{quote(user_id, safe='')}/:revokeAccessTokens?api-version={IDENTITY}"
        decoded = f"/identities/{user_id}/:revokeAccessTokens?api-version={IDENTITY}"
        for as_signed in (target, decoded):
            assert caller.client.post(target, headers=caller.signed("POST", target, b"", as_signed)).status_code == 204

    def test_a_signature_is_of_one_method_path_and_body(self, caller: Caller) -> None:
        target = f"/rooms?api-version={ROOMS}"
        good = caller.signed("GET", target, b"")
        assert caller.client.get(target, headers=good).status_code == 200

        assert code(caller.client.post(target, headers=good)) == (401, "Denied")
        assert code(caller.client.get(f"{target}&x=1", headers=good)) == (401, "Denied")
        assert code(caller.client.request("GET", target, content=b"{}", headers=good)) == (401, "Denied")
        assert code(caller.client.get(target, headers={**good, "host": "elsewhere"})) == (401, "Denied")

    @pytest.mark.parametrize("ago", [600, -600])
    def test_a_clock_ten_minutes_off_is_refused(self, caller: Caller, ago: int) -> None:
        target = f"/rooms?api-version={ROOMS}"
        refused = caller.client.get(target, headers=caller.signed("GET", target, b"", ago=ago))
        assert code(refused) == (401, "Denied")
        near = caller.signed("GET", target, b"", ago=ago * 0.4)
        assert caller.client.get(target, headers=near).status_code == 200

        caller.acs.clock.forward(-ago)
        right_by_the_partners_clock = caller.signed("GET", target, b"", ago=ago)
        assert caller.client.get(target, headers=right_by_the_partners_clock).status_code == 200

    def test_a_key_made_anew_ends_the_old_one_and_its_tokens_alone(self, caller: Caller) -> None:
        _, by_old_key = caller.user()
        target = f"/rooms?api-version={ROOMS}"
        signed = caller.signed("GET", target, b"")
        bearer = {"authorization": f"Bearer {caller.provider.token('https://communication.azure.com/')}"}
        made = caller.client.post(f"/identities?api-version={IDENTITY}", json=ONE_TOKEN, headers=bearer).json()

        caller.acs.rotate_key()
        _, by_new_key = caller.user()

        assert code(caller.client.get(target, headers=signed)) == (401, "Denied")
        assert caller.acs.living_tokens() == {by_new_key, made["accessToken"]["token"]}
        assert not caller.acs.is_alive(by_old_key)

    def test_a_bearer_token_must_be_for_this_service_and_have_a_role(self, caller: Caller) -> None:
        good = caller.provider.token("https://communication.azure.com/")
        assert caller.bears(good).status_code == 200

        assert code(caller.bears(caller.provider.token("https://vault.azure.net"))) == (401, "Denied")
        assert code(caller.bears(IdentityProvider().token("https://communication.azure.com/"))) == (401, "Denied")
        over = caller.provider.token("https://communication.azure.com/", life_seconds=-1)
        assert code(caller.bears(over)) == (401, "Denied")
        caller.acs.callers.has_role = False
        assert code(caller.bears(good)) == (403, "Forbidden")


class TestIdentities(AsksAcs):
    def test_an_identity_may_be_made_without_a_token(self, caller: Caller) -> None:
        made = caller.asks("POST", "/identities", IDENTITY)

        assert made.status_code == 201
        assert set(made.json()) == {"identity"}
        assert made.json()["identity"]["id"].startswith("8:acs:")

    @pytest.mark.parametrize("minutes", [59, 1441, 0, -60, "60", 60.5, True])
    def test_a_token_lives_from_an_hour_to_a_day(self, caller: Caller, minutes: Json) -> None:
        user_id, _ = caller.user()
        wrong: JsonObject = {"scopes": ["voip"], "expiresInMinutes": minutes}

        answer = caller.asks("POST", f"/identities/{user_id}/:issueAccessToken", IDENTITY, wrong)

        assert code(answer) == (400, "BadRequest")
        assert "[60,1440]" in answer.json()["error"]["message"]

    @pytest.mark.parametrize("minutes", [60, 1440, None])
    def test_a_token_ends_when_its_answer_says(self, caller: Caller, minutes: int | None) -> None:
        user_id, _ = caller.user()
        wanted: JsonObject = {"scopes": ["voip.join"], "expiresInMinutes": minutes}
        issued = caller.asks("POST", f"/identities/{user_id}/:issueAccessToken", IDENTITY, wanted).json()

        seconds = 60 * (minutes or 1440)
        now = caller.acs.clock()
        assert caller.acs.is_alive(issued["token"], after_seconds(now, seconds - 60))
        assert not caller.acs.is_alive(issued["token"], after_seconds(now, seconds + 1))
        assert len(issued["expiresOn"].partition(".")[2]) == len("0170850+00:00")

    @pytest.mark.parametrize("scopes", [[], ["pstn"], ["voip", "admin"], "voip", None, [["voip"]]])
    def test_scopes_are_those_that_there_are(self, caller: Caller, scopes: Json) -> None:
        user_id, _ = caller.user()
        answer = caller.asks("POST", f"/identities/{user_id}/:issueAccessToken", IDENTITY, {"scopes": scopes})

        assert code(answer) == (400, "BadRequest")

    def test_nobody_that_there_is_not_is_served(self, caller: Caller) -> None:
        gone, _ = caller.user()
        assert caller.asks("DELETE", f"/identities/{gone}", IDENTITY).status_code == 204
        for user_id in (gone, "8:acs:nobody"):
            one = f"/identities/{user_id}"
            for method, path in (("POST", "/:issueAccessToken"), ("POST", "/:revokeAccessTokens"), ("DELETE", "")):
                answer = caller.asks(method, one + path, IDENTITY, {"scopes": ["voip"]})
                assert code(answer) == (404, "IdentityNotFound")

    @pytest.mark.parametrize("version", ["", "2099-01-01", "ApiVersion.V2023_10_01", ROOMS])
    def test_versions_are_those_that_there_are(self, caller: Caller, version: str) -> None:
        assert code(caller.asks("POST", "/identities", version)) == (400, "UnsupportedApiVersion")

    def test_a_revocation_takes_a_quarter_of_an_hour_and_a_deletion_no_time(self, caller: Caller) -> None:
        user_id, token = caller.user()
        caller.asks("POST", f"/identities/{user_id}/:revokeAccessTokens", IDENTITY)
        now = caller.acs.clock()

        assert caller.acs.is_alive(token)
        assert caller.acs.is_alive(token, after_seconds(now, REVOCATION_SECONDS - 60))
        assert not caller.acs.is_alive(token, after_seconds(now, REVOCATION_SECONDS))
        caller.acs.clock.forward(REVOCATION_SECONDS)
        assert not caller.acs.is_alive(token)
        caller.acs.clock.forward(-REVOCATION_SECONDS)

        other_id, other = caller.user()
        caller.asks("DELETE", f"/identities/{other_id}", IDENTITY)
        assert not caller.acs.is_alive(other)

    def test_a_token_after_a_revocation_is_good(self, caller: Caller) -> None:
        user_id, _ = caller.user()
        caller.asks("POST", f"/identities/{user_id}/:revokeAccessTokens", IDENTITY)
        wanted: JsonObject = {"scopes": ["voip.join"], "expiresInMinutes": 60}
        new = caller.asks("POST", f"/identities/{user_id}/:issueAccessToken", IDENTITY, wanted).json()["token"]

        assert caller.acs.is_alive(new, after_seconds(caller.acs.clock(), REVOCATION_SECONDS + 60))

    @pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
    def test_a_body_is_an_object(self, caller: Caller, body: bytes) -> None:
        target = f"/identities?api-version={IDENTITY}"
        answer = caller.client.post(target, content=body, headers=caller.signed("POST", target, body))

        assert code(answer) == (400, "BadRequest")

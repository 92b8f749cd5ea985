"""The stand-in for Azure Communication Services refuses what the service refuses: rooms and rosters."""

import pytest

from shared.instants import after_seconds, rfc3339
from shared.json_values import Json, JsonObject
from tests.partners.acs.caller import IDENTITY, MERGE, ROOMS, AsksAcs, Caller, code, repeatable


class TestRooms(AsksAcs):
    def test_a_room_asked_for_twice_is_made_once(self, caller: Caller) -> None:
        headers = repeatable()
        first, again, other = caller.room(headers), caller.room(headers), caller.room()

        assert first.status_code == again.status_code == 201
        assert first.json() == again.json()
        assert other.json()["id"] != first.json()["id"]
        assert len(caller.acs.rooms.standing) == 2

    @pytest.mark.parametrize("missing", ["repeatability-request-id", "repeatability-first-sent"])
    def test_a_room_is_asked_for_with_both_headers(self, caller: Caller, missing: str) -> None:
        headers = repeatable()
        del headers[missing]

        assert code(caller.room(headers)) == (400, "BadRequest")
        assert code(caller.room({**repeatable(), missing: "x"})) == (400, "BadRequest")

    def test_a_window_ends_after_it_begins(self, caller: Caller) -> None:
        now = caller.acs.clock()
        early, late = rfc3339(now), rfc3339(after_seconds(now, 3600))

        assert caller.room(validFrom=early, validUntil=late).status_code == 201
        for begins, ends in ((late, early), (early, early), ("soon", late), (early, late.removesuffix("Z")), (1, 2)):
            assert code(caller.room(validFrom=begins, validUntil=ends)) == (400, "BadRequest")

    def test_a_window_may_be_changed(self, caller: Caller) -> None:
        room_id, now = caller.room().json()["id"], caller.acs.clock()
        until: JsonObject = {"validFrom": None, "validUntil": rfc3339(after_seconds(now, 60))}

        assert code(caller.asks("PATCH", f"/rooms/{room_id}", ROOMS, until)) == (415, "UnsupportedMediaType")
        assert caller.asks("PATCH", f"/rooms/{room_id}", ROOMS, until, MERGE).status_code == 200
        assert caller.acs.rooms.standing[room_id].closes == after_seconds(now, 60)

    def test_there_is_no_telephone(self, caller: Caller) -> None:
        assert code(caller.room(pstnDialOutEnabled=True)) == (400, "BadRequest")
        assert caller.room(pstnDialOutEnabled=False).json()["pstnDialOutEnabled"] is False

    @pytest.mark.parametrize("role", ["presenter", "Owner", "", 1])
    def test_roles_are_those_that_there_are(self, caller: Caller, role: Json) -> None:
        room_id, (user_id, _) = caller.room().json()["id"], caller.user()
        answer = caller.on_roster(room_id, user_id, role)

        # None given is the least; nothing else is made of what is not a role.
        assert (answer.status_code == 200) is (role == "")
        assert caller.acs.rooms.standing[room_id].roster == ({user_id: "Attendee"} if role == "" else {})

    def test_a_participant_is_an_identity_of_this_resource(self, caller: Caller) -> None:
        """And a list with one that is not changes nothing."""
        room_id, (user_id, _) = caller.room().json()["id"], caller.user()
        both: JsonObject = {"participants": {user_id: {"role": "Attendee"}, "8:acs:nobody": {"role": "Attendee"}}}
        answer = caller.asks("PATCH", f"/rooms/{room_id}/participants", ROOMS, both, MERGE)

        assert code(answer) == (400, "BadRequest")
        assert code(caller.room(participants={"8:acs:nobody": {"role": "Presenter"}})) == (400, "BadRequest")
        assert caller.asks("GET", f"/rooms/{room_id}/participants", ROOMS).json() == {"value": []}

    def test_whoever_is_taken_off_the_roster_may_be_taken_off_again(self, caller: Caller) -> None:
        room_id, (user_id, token) = caller.room().json()["id"], caller.user()
        caller.on_roster(room_id, user_id, "Collaborator")
        assert caller.acs.who_may_enter(room_id) == {token}

        assert [caller.on_roster(room_id, user_id, None).status_code for _ in range(2)] == [200, 200]
        assert caller.acs.who_may_enter(room_id) == frozenset()

    def test_a_room_that_is_gone_is_not_found(self, caller: Caller) -> None:
        room_id = caller.room().json()["id"]
        assert caller.asks("GET", f"/rooms/{room_id}", ROOMS).json()["id"] == room_id
        assert caller.asks("DELETE", f"/rooms/{room_id}", ROOMS).status_code == 204

        one = f"/rooms/{room_id}"
        for method, path in (("GET", one), ("DELETE", one), ("PATCH", one), ("GET", f"{one}/participants")):
            assert code(caller.asks(method, path, ROOMS, {})) == (404, "RoomNotFound")
        assert code(caller.on_roster(room_id, "8:acs:nobody", None)) == (404, "RoomNotFound")

    def test_a_list_comes_in_pages(self, caller: Caller) -> None:
        caller.acs.rooms.page_size = 2
        made = {caller.room().json()["id"] for _ in range(5)}
        sizes, listed = [], set()
        target: str | None = f"/rooms?api-version={ROOMS}"
        while target:
            page = caller.client.get(target, headers=caller.signed("GET", target, b"")).json()
            sizes.append(len(page["value"]))
            listed |= {room["id"] for room in page["value"]}
            target = page.get("nextLink", "").partition(caller.host)[2] or None

        assert sizes == [2, 2, 1]
        assert listed == made

    @pytest.mark.parametrize("version", ["", "2099-01-01", "ApiVersion.V2025_03_13", IDENTITY])
    def test_versions_are_those_that_there_are(self, caller: Caller, version: str) -> None:
        assert code(caller.asks("GET", "/rooms", version)) == (400, "UnsupportedApiVersion")

    def test_who_may_enter_needs_a_token_that_may_call(self, caller: Caller) -> None:
        room_id, (user_id, _) = caller.room().json()["id"], caller.user()
        caller.on_roster(room_id, user_id, "Consumer")
        wanted: JsonObject = {"scopes": ["chat"], "expiresInMinutes": 60}
        chat = caller.asks("POST", f"/identities/{user_id}/:issueAccessToken", IDENTITY, wanted).json()["token"]

        assert caller.acs.is_alive(chat)
        assert caller.acs.powers(chat, room_id) is None

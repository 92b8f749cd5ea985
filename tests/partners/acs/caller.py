"""Asks the stand-in without any SDK: signs by hand, as the documentation has it."""

import base64
import hashlib
import hmac
import json
import ssl
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from shared.json_values import Json, JsonObject
from tests.partners.acs.service import AcsStandIn
from tests.partners.certificates import Authority
from tests.partners.managed_identity import IdentityProvider
from tests.partners.serving import served

IDENTITY = "2023-10-01"
ROOMS = "2025-03-13"
MERGE = {"content-type": "application/merge-patch+json"}
ONE_TOKEN: JsonObject = {"createTokenWithScopes": ["voip.join"], "expiresInMinutes": 60}


def repeatable(request_id: str = "") -> dict[str, str]:
    """The headers of a request that may be sent twice."""
    now = format_datetime(datetime.now(UTC), usegmt=True)
    return {"repeatability-request-id": request_id or str(uuid.uuid4()), "repeatability-first-sent": now}


class Caller:
    """Signs by hand as the documentation has it, or shows a bearer token."""

    def __init__(self, acs: AcsStandIn, origin: str, client: httpx.Client, provider: IdentityProvider) -> None:
        self.acs = acs
        self.host = origin.removeprefix("https://")
        self.client = client
        self.provider = provider

    def signed(self, method: str, target: str, body: bytes, as_signed: str = "", ago: float = 0) -> dict[str, str]:
        date = format_datetime(datetime.now(UTC) - timedelta(seconds=ago), usegmt=True)
        sha = base64.b64encode(hashlib.sha256(body).digest()).decode()
        text = f"{method}\n{as_signed or target}\n{date};{self.host};{sha}"
        digest = hmac.digest(base64.b64decode(self.acs.callers.key), text.encode(), "sha256")
        authorization = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature="
        return {
            "x-ms-date": date,
            "x-ms-content-sha256": sha,
            "authorization": authorization + base64.b64encode(digest).decode(),
        }

    def asks(
        self, method: str, path: str, version: str, body: Json = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Sign and send."""
        content = b"" if body is None else json.dumps(body).encode()
        target = f"{path}?api-version={version}"
        return self.client.request(
            method, target, content=content, headers={**self.signed(method, target, content), **(headers or {})}
        )

    def bears(self, token: str) -> httpx.Response:
        """Ask for the rooms with a bearer token."""
        return self.client.get(f"/rooms?api-version={ROOMS}", headers={"authorization": f"Bearer {token}"})

    def user(self) -> tuple[str, str]:
        """A new identity and a token of it."""
        made = self.asks("POST", "/identities", IDENTITY, ONE_TOKEN).json()
        return made["identity"]["id"], made["accessToken"]["token"]

    def room(self, headers: dict[str, str] | None = None, **fields: Json) -> httpx.Response:
        """Ask for a room."""
        return self.asks("POST", "/rooms", ROOMS, fields, repeatable() if headers is None else headers)

    def on_roster(self, room_id: str, user_id: str, role: Json) -> httpx.Response:
        """Ask for a place on a roster; None takes it away."""
        wanted: Json = None if role is None else {"role": role}
        change: JsonObject = {"participants": {user_id: wanted}}
        return self.asks("PATCH", f"/rooms/{room_id}/participants", ROOMS, change, MERGE)


def code(answer: httpx.Response) -> tuple[int, str]:
    """Its status, and the code in the service's envelope."""
    return answer.status_code, answer.json()["error"]["code"]


class AsksAcs:
    """Inherit this fixture."""

    @pytest.fixture
    def caller(self, authority: Authority, identity: IdentityProvider) -> Iterator[Caller]:
        acs = AcsStandIn(identity)
        with (
            served(acs.faulty, authority.for_localhost()) as origin,
            httpx.Client(base_url=origin, verify=ssl.create_default_context(cafile=authority.ca_file)) as client,
        ):
            yield Caller(acs, origin, client, identity)

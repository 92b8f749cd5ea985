"""Identities and their tokens (REST reference "Communication Identity", 2023-10-01)."""

import secrets
import time
import uuid
from dataclasses import dataclass

import jwt

from shared.instants import Instant, after_seconds
from shared.json_values import Json, JsonObject
from tests.partners.acs.asked import Answer, Asked, Refusal, Row, invalid, of_version, seven_decimals
from tests.partners.acs.clock import PartnerClock

VERSIONS = frozenset({"2021-03-07", "2022-06-01", "2022-10-01", "2023-10-01"})
SCOPES = frozenset({"chat", "chat.join", "chat.join.limited", "voip", "voip.join"})
REVOCATION_SECONDS = 15 * 60
"""How long a revocation may take to reach everybody."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A token that was given out, by whose key (None: a managed identity), and when it dies."""

    user_id: str
    scopes: frozenset[str]
    minutes: int
    key: str | None
    dies_at: Instant


class Identities:
    """Who exists, and with which tokens."""

    def __init__(self, clock: PartnerClock) -> None:
        self.resource = str(uuid.uuid4())
        self.living: set[str] = set()
        self.ever: list[str] = []
        """Every identity that was made, in the order of their making."""
        self.issued: dict[str, Issued] = {}
        """Every token that was given out, living or dead."""
        self._clock = clock
        self._secret = secrets.token_bytes(32)

    def holder(self, token: str, at: Instant) -> Issued | None:
        """What a token is good for at that moment; None when it is dead or never was."""
        known = self.issued.get(token)
        return known if known and known.user_id in self.living and at < known.dies_at else None

    def kill_tokens_of(self, key: str) -> None:
        """The key was made anew: what it issued is dead."""
        for token, known in self.issued.items():
            if known.key == key:
                self._shorten(token, self._clock())

    @property
    def rows(self) -> list[Row]:
        """What the service answers to."""
        one = "/identities/{user_id}"
        return [
            ("POST", "/identities", self._create),
            ("POST", one + "/:issueAccessToken", self._issue),
            ("POST", one + "/:revokeAccessTokens", self._revoke),
            ("DELETE", one, self._delete),
        ]

    def _create(self, asked: Asked) -> Answer:
        of_version(asked, VERSIONS)
        user_id = f"8:acs:{self.resource}_{uuid.uuid4()}"
        scopes = asked.body.get("createTokenWithScopes")
        token = self._token(user_id, scopes, asked.body.get("expiresInMinutes"), asked.key) if scopes else None
        self.living.add(user_id)
        self.ever.append(user_id)
        return 201, {"identity": {"id": user_id}, **({"accessToken": token} if token else {})}

    def _issue(self, asked: Asked) -> Answer:
        user_id = self._known(asked)
        return 200, self._token(user_id, asked.body.get("scopes"), asked.body.get("expiresInMinutes"), asked.key)

    def _revoke(self, asked: Asked) -> Answer:
        user_id, late = self._known(asked), after_seconds(self._clock(), REVOCATION_SECONDS)
        for token, known in self.issued.items():
            if known.user_id == user_id:
                self._shorten(token, late)
        return 204, None

    def _delete(self, asked: Asked) -> Answer:
        self.living.discard(self._known(asked))
        return 204, None

    def _known(self, asked: Asked) -> str:
        of_version(asked, VERSIONS)
        user_id = asked.parameters["user_id"]
        if user_id not in self.living:
            raise Refusal(404, "IdentityNotFound", "The provided identity does not exist.")
        return user_id

    def _shorten(self, token: str, dies_at: Instant) -> None:
        known = self.issued[token]
        sooner = min(known.dies_at, dies_at)
        self.issued[token] = Issued(known.user_id, known.scopes, known.minutes, known.key, sooner)

    def _token(self, user_id: str, scopes: Json, minutes: Json, key: str | None) -> JsonObject:
        if not isinstance(scopes, list) or not scopes or not set(map(str, scopes)) <= SCOPES:
            raise invalid("scopes are a list of what the service knows, and not empty")
        lasts = 1440 if minutes is None else minutes
        if not isinstance(lasts, int) or isinstance(lasts, bool) or not 60 <= lasts <= 1440:
            raise invalid("expiresInMinutes is outside its range [60,1440]")
        now = self._clock()
        dies_at = after_seconds(now, lasts * 60)
        claims = {
            "skypeid": user_id.removeprefix("8:"),
            "scp": 1792,
            "csi": str(time.monotonic_ns()),
            "exp": dies_at // 1000,
            "iat": now // 1000,
            "rgn": "emea",
            "acsScope": ",".join(map(str, scopes)),
            "resourceId": self.resource,
            "resourceLocation": "europe",
        }
        token = jwt.encode(claims, self._secret, algorithm="HS256", headers={"kid": "stand-in"})
        self.issued[token] = Issued(user_id, frozenset(map(str, scopes)), lasts, key, dies_at)
        return {"token": token, "expiresOn": seven_decimals(dies_at)}

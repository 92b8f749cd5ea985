"""Who calls: an access key's signature (HMAC-SHA256) or a bearer token of an identity that has a role.

Microsoft Learn, "Authenticate to Azure Communication Services" and "Sign an HTTP request with C#".
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from shared.instants import Instant, after_seconds
from tests.partners.acs.asked import Refusal
from tests.partners.acs.clock import PartnerClock
from tests.partners.managed_identity import IdentityProvider

AUDIENCE = "https://communication.azure.com/"
SKEW_SECONDS = 300
_SIGNED = re.compile(r"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=([A-Za-z0-9+/=]+)")


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it came over the wire."""

    method: str
    target: str
    """Path and query, not decoded."""
    headers: Mapping[str, str]
    body: bytes


class Callers:
    """Judges who sent a request. `has_role` is the role assignment of the app's managed identity."""

    def __init__(self, provider: IdentityProvider, clock: PartnerClock) -> None:
        self.has_role = True
        self.key = ""
        self._provider = provider
        self._clock = clock
        self.rotate_key()

    def rotate_key(self) -> str:
        """Make the key anew and return the one that is good for nothing from now on."""
        before, self.key = self.key, base64.b64encode(secrets.token_bytes(64)).decode()
        return before

    def judge(self, sent: Sent) -> str | None:
        """The access key that signed this, None for a bearer token. Raises Refusal: 401, or 403 without a role."""
        authorization = sent.headers.get("authorization", "")
        if authorization.startswith("Bearer "):
            if not self._provider.verify(authorization.removeprefix("Bearer "), AUDIENCE):
                raise _denied("the token is not for this service")
            if not self.has_role:
                raise Refusal(403, "Forbidden", "no role assignment allows this")
            return None
        signature = _SIGNED.fullmatch(authorization)
        if signature is None:
            raise _denied("neither a signature nor a bearer token")
        self._judge_signature(sent, signature[1])
        return self.key

    def _judge_signature(self, sent: Sent, signature: str) -> None:
        sha = base64.b64encode(hashlib.sha256(sent.body).digest()).decode()
        if sent.headers.get("x-ms-content-sha256") != sha:
            raise _denied("the body is not the one that was signed")
        date = sent.headers.get("x-ms-date", "")
        now = self._clock()
        if not after_seconds(now, -SKEW_SECONDS) <= _instant(date) <= after_seconds(now, SKEW_SECONDS):
            raise _denied("the date is too far from now")
        rest = f"{date};{sent.headers.get('host', '')};{sha}"
        # The SDKs sign the path as it is sent, or decoded: both are taken.
        for target in {sent.target, unquote(sent.target)}:
            expected = hmac.digest(base64.b64decode(self.key), f"{sent.method}\n{target}\n{rest}".encode(), "sha256")
            if hmac.compare_digest(base64.b64encode(expected).decode(), signature):
                return
        raise _denied("the signature does not fit")


def _denied(why: str) -> Refusal:
    return Refusal(401, "Denied", f"Denied by the resource provider: {why}.")


def _instant(date: str) -> Instant:
    try:
        return Instant(round(parsedate_to_datetime(date).timestamp() * 1000))
    except ValueError:
        raise _denied("x-ms-date is no date") from None

"""A blob read by its address alone: a shared access signature made with a user delegation key.

Azurite knows these signatures up to the API version 2025-11-05, and the SDK signs with a later one, whose string has
two fields more. So the signature is judged here, over Azurite's own delegation key, and the bytes are Azurite's.
https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas has the fields and their order.
"""

import hmac
import time
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from azure.core.credentials import AccessToken
from azure.core.exceptions import ResourceNotFoundError
from azure.storage.blob import BlobServiceClient

from tests.partners.azurite_partner import ACCOUNT, KEY
from tests.partners.managed_identity import IdentityProvider

_SIGNED = (
    *("skoid", "sktid", "skt", "ske", "sks", "skv", "saoid", "suoid", "scid", "skdutid", "sduoid"),
    *("sip", "spr", "sv", "sr", "snapshot", "ses", "srh", "srq", "rscc", "rscd", "rsce", "rscl", "rsct"),
)


def read_by_link(address: str, identity: IdentityProvider, ca_file: Path) -> bytes | None:
    """The blob, or None if the address does not open it."""
    parts = urlsplit(address)
    given = {name: values[0] for name, values in parse_qs(parts.query).items()}
    _, account, container, blob = parts.path.split("/", 3)
    origin = f"{parts.scheme}://{parts.netloc}/{account}"
    start, end = (_instant(given[name]) for name in ("st", "se"))
    if not start.timestamp() <= time.time() < end.timestamp() or "r" not in given["sp"]:
        return None
    with BlobServiceClient(origin, _Token(identity), connection_verify=str(ca_file)) as service:
        key = service.get_user_delegation_key(_instant(given["skt"]), _instant(given["ske"]))
    signed = [given["sp"], given["st"], given["se"], f"/blob/{account}/{container}/{blob}"]
    signed += [given.get(name, "") for name in _SIGNED]
    expected = b64encode(hmac.digest(b64decode(key.value or ""), "\n".join(signed).encode(), "sha256")).decode()
    if not hmac.compare_digest(expected, given["sig"]):
        return None
    by_key = {"account_name": ACCOUNT, "account_key": KEY}
    with BlobServiceClient(origin, by_key, connection_verify=str(ca_file)) as service:
        try:
            return service.get_blob_client(container, blob).download_blob().readall()
        except ResourceNotFoundError:
            return None


class _Token:
    """Who asks for the delegation key again."""

    def __init__(self, identity: IdentityProvider) -> None:
        self._identity = identity

    def get_token(self, *scopes: str, **options: object) -> AccessToken:
        del scopes, options
        return AccessToken(self._identity.token("https://storage.azure.com"), int(time.time()) + 600)


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

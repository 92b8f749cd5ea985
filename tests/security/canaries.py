"""Canaries: secrets and persons that fly through the product, and the search for them however they are spelled."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

import httpx

SECRET_FIELDS = frozenset({"pin", "pin_display", "redemption_key", "customer_token", "session_token", "token"})
"""Fields of bodies and answers whose values nobody may keep."""
NAME = "Bartoloměj Kanárek"
PERSONS = (NAME, "kanarek@bank.example", "+420 777 123 456", "CZ6508000000192000145399", "900101/1234")
SUBJECT = "Kanarienvogel 4711 kanarek@bank.example +420 777 123 456 CZ6508000000192000145399 900101/1234"
SHORTEST = 6
"""Characters below which a text is found by chance."""


def spellings(canary: str) -> Mapping[str, bytes]:
    """By the name of the form; base64 at each of its three offsets, without what depends on the neighbours."""
    raw = canary.encode()
    forms = {
        "raw": raw,
        "url": quote(canary, safe="").encode(),
        "url of a form": quote_plus(canary, safe="").encode(),
        "hex": raw.hex().encode(),
        "hex in capitals": raw.hex().upper().encode(),
        "json": json.dumps(canary)[1:-1].encode(),
        "repr": repr(raw)[2:-1].encode(),
        "html": escape(canary).encode(),
        "utf-16": canary.encode("utf-16-le"),
    }
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw + b"\0" * (-(offset + len(raw)) % 3))
        whole = encoded[4 if offset else 0 : -4 if (offset + len(raw)) % 3 else None]
        forms[f"base64 at {offset}"] = whole
        forms[f"base64url at {offset}"] = whole.translate(bytes.maketrans(b"+/", b"-_"))
    if canary.isascii() and canary.isdigit() and len(canary) >= 10:
        for mark in (" ", "-", "\u00a0", "."):
            forms[f"in groups with {mark!r}"] = mark.join((canary[:3], canary[3:6], canary[6:])).encode()
    return forms


def found(canary: str, where: bytes) -> bool:
    """Whether it is there, in any form that is long enough to mean it."""
    return any(form in where for form in spellings(canary).values() if len(form) >= SHORTEST)


@dataclass
class Flight:
    """What was sent and answered: the secrets in it, the routes that it went through, the refusals that it met."""

    secrets: set[str] = field(default_factory=set)
    asked: set[tuple[str, str]] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    def watch(self, client: httpx.Client) -> None:
        """See everything that this client sends and gets."""
        client.event_hooks = {"request": [self._sent], "response": [self._answered]}

    def note(self, request: httpx.Request, answer: httpx.Response, sent: Mapping[str, str]) -> None:
        """One request, with headers that its own may not have."""
        self._asked(request, sent)
        self._told(answer)

    def _sent(self, request: httpx.Request) -> None:
        self._asked(request, request.headers)

    def _answered(self, answer: httpx.Response) -> None:
        answer.read()
        self._told(answer)

    def _asked(self, request: httpx.Request, headers: Mapping[str, str]) -> None:
        self.asked.add((request.method, request.url.path))
        shown = {name.lower(): value for name, value in headers.items()}
        self.secrets |= {shown[name].rpartition(" ")[2] for name in ("authorization", "dpop") if shown.get(name)}
        self.secrets |= set(_secrets(_json(request.content)))

    def _told(self, answer: httpx.Response) -> None:
        body = _json(answer.content)
        # The contract's document has such fields by name, and in them no secret.
        if answer.request.url.path != "/api/openapi.json":
            self.secrets |= set(_secrets(body))
        if answer.status_code >= 400 and isinstance(body, dict):
            self.codes.add(body.get("code", ""))

    @property
    def canaries(self) -> set[str]:
        """Tokens also by their signatures alone, which are what opens doors."""
        whole = {secret for secret in self.secrets if len(secret) >= SHORTEST}
        return whole | {secret.rpartition(".")[2] for secret in whole if len(secret.rpartition(".")[2]) >= SHORTEST}

    def leaks(self, where: bytes, *, persons: bool = True) -> list[str]:
        """What of it is in there."""
        looked_for = [*self.canaries, *(PERSONS if persons else ())]
        return [canary for canary in looked_for if found(canary, where)]


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _secrets(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in SECRET_FIELDS and isinstance(inner, str | int) and not isinstance(inner, bool):
                yield str(inner)
            yield from _secrets(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _secrets(inner)

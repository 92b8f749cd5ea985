"""Where Front Door and its origin lock would stand: who may be called, and what the request says of its network."""

import hmac
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from local.paths import PathError, canonical_path
from local.security_headers import PLAIN_PAGE

_Headers = list[tuple[bytes, bytes]]


class FrontDoor:
    """Lets in what is addressed to `localhost`, and lets nobody say of themselves what only the platform may say.

    A request that itself brings the right `X-Azure-FDID` is taken as from Front Door and keeps its `X-Azure-*`
    headers, so that tests can play many networks.
    """

    def __init__(self, app: ASGIApp, *, port: int, front_door_id: str) -> None:
        self._app = app
        self._port = port
        self._id = front_door_id.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its headers set straight and its path in canonical form, or refuse it."""
        refusal = self._refusal(Headers(scope=scope).getlist("host"))
        if refusal is None:
            try:
                path = canonical_path(scope["raw_path"].decode("ascii", "replace"))
            except PathError as error:
                refusal = _refuse(400, f"This address cannot be served: {error}.")
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        peer = scope["client"][0] if scope.get("client") else ""
        headers = self._straight(scope["headers"], peer)
        await self._app({**scope, "path": path, "headers": headers}, receive, send)

    def _refusal(self, hosts: list[str]) -> Response | None:
        """A page on another site that has pointed its own name at this machine sends that name here."""
        if [host.lower() for host in hosts] in (["localhost"], [f"localhost:{self._port}"]):
            return None
        return _refuse(421, f"This host answers to localhost alone: open http://localhost:{self._port}/")

    def _straight(self, headers: _Headers, peer: str) -> _Headers:
        ids = [value for name, value in headers if name == b"x-azure-fdid"]
        from_front_door = len(ids) == 1 and hmac.compare_digest(ids[0], self._id)
        kept = _without(headers, (b"x-ms-", b"x-fd-") if from_front_door else (b"x-ms-", b"x-fd-", b"x-azure-"))
        if from_front_door:
            return kept
        host = next(value for name, value in headers if name == b"host")
        told = [value for name, value in kept if name == b"x-forwarded-for"]
        return [
            *_without(kept, (b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto")),
            (b"x-azure-socketip", peer.encode()),
            (b"x-azure-fdid", self._id),
            # The real one adds to what the client claims; whoever trusts the first entry is fooled here too.
            (b"x-forwarded-for", b", ".join([*told, peer.encode()])),
            (b"x-forwarded-host", host),
            (b"x-forwarded-proto", b"http"),
        ]


def _without(headers: Iterable[tuple[bytes, bytes]], prefixes: tuple[bytes, ...]) -> _Headers:
    return [(name, value) for name, value in headers if not name.startswith(prefixes)]


def _refuse(status: int, sentence: str) -> Response:
    return Response(sentence, status, headers=PLAIN_PAGE, media_type="text/plain")

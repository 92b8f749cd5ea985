"""The stand-in on the wire: the bearer challenge, api versions, roles, and pages that are really turned."""

import json
from dataclasses import dataclass, field
from typing import Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from tests.partners.key_vault.stored import RefusalError, StoredSecrets, StoredVersion
from tests.partners.managed_identity import TENANT, IdentityProvider

AUDIENCE = "https://vault.azure.net"
API_VERSIONS = frozenset({"7.4", "7.5", "7.6", "2025-07-01", "2026-04-01"})
LARGEST_PAGE = 25

Role = Literal["none", "user", "officer"]
"""Key Vault Secrets User reads; Key Vault Secrets Officer writes as well."""


@dataclass
class KeyVaultStandIn:
    """One vault of one tenant. `role` is what the only identity may do here."""

    stored: StoredSecrets
    identity: IdentityProvider
    role: Role = "officer"
    tenant: str = TENANT
    page_size: int = 2
    requests: list[str] = field(default_factory=list)
    """Method and path of what was let in, and the status of what was not, in the order of arrival."""

    @property
    def app(self) -> ASGIApp:
        """To be served over TLS."""
        app = Starlette(
            routes=[
                Route("/secrets", self._list, methods=["GET"]),
                Route("/secrets/{name}", self._set, methods=["PUT"]),
                Route("/secrets/{name}/versions", self._versions, methods=["GET"]),
                Route("/secrets/{name}/{version:path}", self._get, methods=["GET"]),
                Route("/secrets/{name}/{version}", self._update, methods=["PATCH"]),
            ],
            exception_handlers={RefusalError: self._refused, 404: _no_such_path},
        )
        # `/secrets/{name}` without its last slash is another path to the service, too.
        app.router.redirect_slashes = False
        return app

    async def _list(self, request: Request) -> JSONResponse:
        await self._admit(request, "user")
        items = [_item(request, name, version, whole_id=False) for name, version in self.stored.latest()]
        return self._page(request, items)

    async def _versions(self, request: Request) -> JSONResponse:
        await self._admit(request, "user")
        name = request.path_params["name"]
        items = [_item(request, name, version, whole_id=True) for version in self.stored.versions(name)]
        return self._page(request, items)

    async def _get(self, request: Request) -> JSONResponse:
        await self._admit(request, "user")
        name = request.path_params["name"]
        return _bundle(request, name, self.stored.get(name, request.path_params["version"]))

    async def _set(self, request: Request) -> JSONResponse:
        body = await self._admit(request, "officer")
        name, kind = request.path_params["name"], body.get("contentType")
        content_type = kind if isinstance(kind, str) else None
        made = self.stored.put(name, body.get("value"), content_type, _attributes(body), tags=_tags(body))
        return _bundle(request, name, made)

    async def _update(self, request: Request) -> JSONResponse:
        body = await self._admit(request, "officer")
        name = request.path_params["name"]
        updated = self.stored.update(name, request.path_params["version"], _attributes(body))
        return JSONResponse(_item(request, name, updated, whole_id=True))

    async def _admit(self, request: Request, needed: Role) -> dict[str, object]:
        """The body of a request that may be answered; the token is judged before anything else is."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not bearer:
            self.requests.append("challenged")
            raise RefusalError(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.")
        if not self.identity.verify(bearer, AUDIENCE):
            self.requests.append("401")
            raise RefusalError(401, "Unauthorized", "AKV10022: Invalid audience.")
        if self.tenant != TENANT:
            self.requests.append("401")
            raise RefusalError(401, "Unauthorized", "AKV10032: Invalid issuer.")
        if request.query_params.get("api-version") not in API_VERSIONS:
            raise RefusalError(400, "BadParameter", "The specified version is not recognized.")
        if self.role == "none" or (needed == "officer" and self.role != "officer"):
            self.requests.append("403")
            raise RefusalError(403, "Forbidden", "Caller is not authorized to perform action.", "ForbiddenByRbac")
        self.requests.append(f"{request.method} {request.url.path}")
        return await _body(request)

    async def _refused(self, request: Request, refusal: Exception) -> JSONResponse:
        del request
        assert isinstance(refusal, RefusalError)
        error: dict[str, object] = {"code": refusal.code, "message": str(refusal)}
        if refusal.inner:
            error["innererror"] = {"code": refusal.inner}
        headers = {}
        if refusal.status == 401:
            authorization = f"https://login.microsoftonline.com/{self.tenant}"
            headers["WWW-Authenticate"] = f'Bearer authorization="{authorization}", resource="{AUDIENCE}"'
        return JSONResponse({"error": error}, refusal.status, headers)

    def _page(self, request: Request, items: list[dict[str, object]]) -> JSONResponse:
        asked, after = request.query_params.get("maxresults", str(LARGEST_PAGE)), request.query_params.get("$skiptoken")
        if not asked.isdecimal() or not 1 <= int(asked) <= LARGEST_PAGE:
            raise RefusalError(400, "BadParameter", "maxresults must be between 1 and 25.")
        if not (after or "0").isdecimal():
            raise RefusalError(400, "BadParameter", "The skip token is not recognized.")
        begin = int(after or "0")
        end = begin + min(self.page_size, int(asked))
        following = request.url.include_query_params(**{"$skiptoken": end})
        return JSONResponse({"value": items[begin:end], "nextLink": str(following) if end < len(items) else None})


async def _no_such_path(request: Request, error: Exception) -> JSONResponse:
    del request, error
    return JSONResponse({"error": {"code": "BadParameter", "message": "There is no such path."}}, 404)


async def _body(request: Request) -> dict[str, object]:
    if request.method == "GET":
        return {}
    try:
        body = json.loads(await request.body())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise RefusalError(400, "BadParameter", "The body is not a JSON object.")
    return body


def _attributes(body: dict[str, object]) -> dict[str, object]:
    attributes = body.get("attributes") or {}
    if not isinstance(attributes, dict):
        raise RefusalError(400, "BadParameter", "Property attributes has invalid value")
    return attributes


def _tags(body: dict[str, object]) -> dict[str, str]:
    """Up to fifteen, each at most 256 characters."""
    tags = body.get("tags") or {}
    if (
        not isinstance(tags, dict)
        or len(tags) > 15
        or any(len(str(text)) > 256 for pair in tags.items() for text in pair)
    ):
        raise RefusalError(400, "BadParameter", "Property tags has invalid value")
    return {str(name): str(text) for name, text in tags.items()}


def _item(request: Request, name: str, version: StoredVersion, *, whole_id: bool) -> dict[str, object]:
    secret = f"{request.url.scheme}://{request.url.netloc}/secrets/{name}"
    kind: dict[str, object] = {"contentType": version.content_type} if version.content_type else {}
    if version.tags:
        kind["tags"] = version.tags
    return {"id": f"{secret}/{version.id}" if whole_id else secret, "attributes": version.attributes, **kind}


def _bundle(request: Request, name: str, version: StoredVersion) -> JSONResponse:
    return JSONResponse({"value": version.value, **_item(request, name, version, whole_id=True)})

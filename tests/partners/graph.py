"""Microsoft Graph as the registrations need it: upserts by name, and reading back. v1.0, over TLS.

https://learn.microsoft.com/graph/api/application-upsert, serviceprincipal-upsert, federatedidentitycredential-upsert:
201 with the new object, 204 for one that was there, 404 where `Prefer: create-if-missing` is not said.
"""

from dataclasses import dataclass, field
from typing import TypeVar
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.partners.managed_identity import IdentityProvider

AUDIENCE = "https://graph.microsoft.com"
_WRITABLE = {
    "application": {"displayName", "signInAudience", "groupMembershipClaims", "api", "web", "appRoles"},
    "servicePrincipal": {"displayName", "appRoleAssignmentRequired"},
    "federatedIdentityCredential": {"name", "issuer", "subject", "audiences", "description"},
}
"""The properties that have to be right here; a password is not among what an upsert takes."""
Stored = dict[str, object]
_Key = TypeVar("_Key", str, tuple[str, str])


@dataclass
class Graph:
    """One tenant. Everything is kept by the name that it is upserted by."""

    identity: IdentityProvider
    allows: bool = True
    applications: dict[str, Stored] = field(default_factory=dict)
    principals: dict[str, Stored] = field(default_factory=dict)
    trusts: dict[tuple[str, str], Stored] = field(default_factory=dict)
    """By application id and name."""
    writes: list[str] = field(default_factory=list)
    """Path of each, in order."""

    @property
    def app(self) -> Starlette:
        """To be served over TLS."""
        application = "/v1.0/applications(uniqueName='{name}')"
        principal = "/v1.0/servicePrincipals(appId='{app_id}')"
        trust = "/v1.0/applications(appId='{app_id}')/federatedIdentityCredentials(name='{name}')"
        return Starlette(
            routes=[
                Route(application, self._application, methods=["GET", "PATCH"]),
                Route(principal, self._principal, methods=["GET", "PATCH"]),
                Route(trust, self._trust, methods=["PATCH"]),
            ]
        )

    async def _application(self, request: Request) -> Response:
        name = request.path_params["name"]
        made = {"id": str(uuid4()), "appId": str(uuid4()), "uniqueName": name, "passwordCredentials": []}
        return await self._answer(request, "application", self.applications, name, made)

    async def _principal(self, request: Request) -> Response:
        app_id = request.path_params["app_id"]
        if app_id not in {stored["appId"] for stored in self.applications.values()}:
            return _error(400, "Request_BadRequest", "the application does not exist")
        made = {"id": str(uuid4()), "appId": app_id}
        return await self._answer(request, "servicePrincipal", self.principals, app_id, made)

    async def _trust(self, request: Request) -> Response:
        key = (request.path_params["app_id"], request.path_params["name"])
        return await self._answer(request, "federatedIdentityCredential", self.trusts, key, {"id": str(uuid4())})

    async def _answer(self, request: Request, kind: str, kept: dict[_Key, Stored], key: _Key, made: Stored) -> Response:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not self.identity.verify(bearer, AUDIENCE):
            return _error(401, "InvalidAuthenticationToken", "Access token validation failure.")
        if not self.allows:
            return _error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
        if request.method == "GET":
            return JSONResponse(kept[key]) if key in kept else _error(404, "Request_ResourceNotFound", "not found")
        body = await request.json()
        unknown = set(body) - _WRITABLE[kind]
        if unknown:
            return _error(400, "Request_BadRequest", f"Invalid property {sorted(unknown)}")
        if key not in kept and request.headers.get("prefer") != "create-if-missing":
            return _error(404, "Request_ResourceNotFound", "not found")
        self.writes.append(request.url.path)
        if key in kept:
            kept[key].update(body)
            return Response(status_code=204)
        kept[key] = {**made, **body}
        return JSONResponse(kept[key], 201)


def _error(status: int, code: str, message: str) -> Response:
    return JSONResponse({"error": {"code": code, "message": message}}, status)

"""App Service's identity endpoint, and what partners know of the tokens that it gave out.

The protocol: GET {IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=... with X-IDENTITY-HEADER
(Microsoft Learn, "How to use managed identities for App Service", REST endpoint reference).
"""

import secrets
import time

import jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

LIFE_SECONDS = 86_400
TENANT = "11111111-1111-4111-8111-111111111111"
APP = "33333333-3333-4333-8333-000000000001"


class IdentityProvider:
    """Gives out tokens by resource; `refuses` makes it a tenant that does not know the app."""

    def __init__(self) -> None:
        self.header = secrets.token_hex(16)
        self.refuses = False
        self.asked: list[str] = []
        """The resources that tokens were asked for."""
        self._secret = secrets.token_bytes(32)

    def environment(self, origin: str) -> dict[str, str]:
        """What App Service tells an app about its identity."""
        return {"IDENTITY_ENDPOINT": f"{origin}/msi/token", "IDENTITY_HEADER": self.header}

    def token(self, resource: str, life_seconds: int = LIFE_SECONDS) -> str:
        """A token of the app's identity for this resource."""
        now = int(time.time())
        claims = {
            "aud": resource,
            "iss": f"https://sts.windows.net/{TENANT}/",
            "iat": now,
            "nbf": now - 300,
            "exp": now + life_seconds,
            "oid": APP,
            "tid": TENANT,
        }
        return jwt.encode(claims, self._secret, algorithm="HS256")

    def verify(self, bearer: str, audience: str) -> bool:
        """Whether this is a living token of ours for this audience (its last slash does not matter)."""
        try:
            claims = jwt.decode(bearer, self._secret, ["HS256"], options={"verify_aud": False, "require": ["exp"]})
        except jwt.InvalidTokenError:
            return False
        return str(claims["aud"]).rstrip("/") == audience.rstrip("/")

    @property
    def app(self) -> Starlette:
        """The endpoint, to be served over http as App Service does inside its sandbox."""
        return Starlette(routes=[Route("/msi/token", self._answer, methods=["GET"])])

    async def _answer(self, request: Request) -> JSONResponse:
        if not secrets.compare_digest(request.headers.get("x-identity-header", ""), self.header):
            return JSONResponse({"statusCode": 401, "message": "the header is not the app's"}, 401)
        resource = request.query_params.get("resource", "")
        if request.query_params.get("api-version") != "2019-08-01" or not resource:
            return JSONResponse({"statusCode": 400, "message": "api-version and resource are needed"}, 400)
        self.asked.append(resource)
        if self.refuses:
            return JSONResponse({"statusCode": 400, "message": "no managed identity is assigned to this app"}, 400)
        expires_on = str(int(time.time()) + LIFE_SECONDS)
        answer = {
            "access_token": self.token(resource),
            "expires_on": expires_on,
            "resource": resource,
            "token_type": "Bearer",
        }
        return JSONResponse(answer)

"""Resource Manager as a deployment meets it: `extensions/onedeploy` of a function app, and the list of its functions.

What is documented: the PUT with `packageUri` and `remoteBuild` (Azure Functions, "Automate resource deployment",
section "Deployment package"), and the three ways in which a long request is waited for (Resource Manager,
"Track asynchronous operations"). Which of them App Service takes here is not documented, so `way` has all.
The stand-in fetches the package from its address as the platform does, and runs it: `shown` is what Front Door shows.
"""

import asyncio
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.partners.delegated_link import read_by_link
from tests.partners.managed_identity import IdentityProvider

AUDIENCE = "https://management.azure.com"
API_VERSION = "2022-09-01"
_SITE = "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Web/sites/{app}"
_POLLS = 2
"""How often a deployment is still going on when it is asked for."""

Way = Literal["operation", "location", "resource"]


@dataclass
class _Deployment:
    app: str
    content: bytes
    asked: int = 0


@dataclass
class ResourceManager:
    """One resource group with the function apps `apps`."""

    identity: IdentityProvider
    ca_file: Path
    apps: frozenset[str]
    way: Way = "operation"
    fails_with: str = ""
    """Why the next deployments fail; empty: they succeed."""
    busy: bool = False
    """Another deployment is under way."""
    running: dict[str, bytes] = field(default_factory=dict)
    """What each app runs."""
    put: list[str] = field(default_factory=list)
    """The apps that a deployment was begun of, in order."""
    addresses: list[str] = field(default_factory=list)
    """The package addresses that came."""
    _deployments: list[_Deployment] = field(default_factory=list)

    @property
    def app(self) -> Starlette:
        """To be served over TLS."""
        return Starlette(
            routes=[
                Route(f"{_SITE}/extensions/onedeploy", self._deploy, methods=["PUT"]),
                Route(f"{_SITE}/extensions/onedeploy", self._look, methods=["GET"]),
                Route(f"{_SITE}/operations/{{number:int}}", self._look, methods=["GET"]),
                Route(_SITE, self._site, methods=["GET"]),
                Route(f"{_SITE}/functions", self._functions, methods=["GET"]),
            ]
        )

    def shown(self, app: str) -> Starlette:
        """What Front Door shows of an app."""

        async def health(request: Request) -> Response:
            del request
            if app not in self.running:
                return Response(status_code=503)
            return JSONResponse({"status": "ok", "version": _version(self.running[app])})

        return Starlette(routes=[Route("/api/health", health)])

    async def _deploy(self, request: Request) -> Response:
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        body = await request.json()
        properties = body.get("properties") if isinstance(body, dict) and set(body) == {"properties"} else None
        if not isinstance(properties, dict) or set(properties) != {"packageUri", "remoteBuild"}:
            return _error(400, "BadRequest", "properties.packageUri and properties.remoteBuild are needed")
        if properties["remoteBuild"] is not True:
            return _error(400, "BadRequest", "a Python package without its dependencies does not start")
        if self.busy:
            return _error(409, "Conflict", "There is a deployment currently in progress.")
        self.addresses.append(properties["packageUri"])
        if not re.search(r"/released-package\.zip\?", properties["packageUri"]):
            return _error(400, "BadRequest", "the package file must be released-package.zip")
        # The platform has no token of ours: the address alone must open it.
        content = await asyncio.to_thread(read_by_link, properties["packageUri"], self.identity, self.ca_file)
        if content is None:
            return _error(400, "BadRequest", "the package could not be fetched")
        name = request.path_params["app"]
        self.put.append(name)
        self._deployments.append(_Deployment(name, content))
        number = len(self._deployments) - 1
        site = request.url.path.removesuffix("/extensions/onedeploy")
        status = f"{str(request.base_url).rstrip('/')}{site}/operations/{number}?api-version={API_VERSION}"
        match self.way:
            case "operation":
                return Response(status_code=202, headers={"Azure-AsyncOperation": status, "Retry-After": "0"})
            case "location":
                return Response(status_code=202, headers={"Location": status, "Retry-After": "0"})
            case "resource":
                return self._state(number)

    async def _look(self, request: Request) -> Response:
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        number = request.path_params.get("number", len(self._deployments) - 1)
        deployment = self._deployments[number]
        deployment.asked += 1
        if deployment.asked > _POLLS and not self.fails_with:
            self.running[deployment.app] = deployment.content
        return self._state(number)

    def _state(self, number: int) -> Response:
        ended = self._deployments[number].asked > _POLLS
        state = ("Failed" if self.fails_with else "Succeeded") if ended else "InProgress"
        error = {"code": "DeploymentFailed", "message": self.fails_with} if state == "Failed" else None
        match self.way:
            case "operation":
                return JSONResponse({"status": state, "error": error}, headers={"Retry-After": "0"})
            case "location" if state == "InProgress":
                return Response(status_code=202, headers={"Retry-After": "0"})
            case "location":
                return JSONResponse({"error": error} if error else {}, 400 if error else 200)
            case "resource":
                body = {"properties": {"provisioningState": state, **({"error": error} if error else {})}}
                return JSONResponse(body, 200 if ended else 201, headers={"Retry-After": "0"})

    async def _site(self, request: Request) -> Response:
        return self._refusal(request) or JSONResponse({"name": request.path_params["app"], "kind": "functionapp,linux"})

    async def _functions(self, request: Request) -> Response:
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        name = request.path_params["app"]
        return JSONResponse({"value": [{"name": f"{name}/health"}] if name in self.running else []})

    def _refusal(self, request: Request) -> Response | None:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not self.identity.verify(bearer, AUDIENCE):
            return _error(401, "AuthenticationFailed", "Authentication failed.")
        if request.query_params.get("api-version") != API_VERSION:
            return _error(400, "InvalidApiVersionParameter", "The api-version is not known.")
        if request.path_params["app"] not in self.apps:
            return _error(404, "ResourceNotFound", f"The Resource '{request.path_params['app']}' was not found.")
        return None


async def sign_in(request: Request) -> Response:
    """What App Service Authentication answers whoever is not signed in."""
    del request
    return RedirectResponse("https://login.microsoftonline.com/", 302)


def _version(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read("shared/version.py").decode().partition('VERSION = "')[2].partition('"')[0]


def _error(status: int, code: str, message: str) -> Response:
    return JSONResponse({"error": {"code": code, "message": message}}, status)

"""One function app, deployed to through Resource Manager: its SCM site admits Front Door alone.

PUT .../sites/NAME/extensions/onedeploy with `packageUri` and `remoteBuild`: https://learn.microsoft.com/azure/
azure-functions/functions-infrastructure-as-code, "Deployment package". How a long request is waited for:
https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations.
"""

import time
from dataclasses import dataclass

from scripts.deploying.access import NotDoneError
from scripts.deploying.service import Answer, Json, Service

API_VERSION = "2022-09-01"
"""The version in the documentation of Flex Consumption's deployment package."""
SCOPE = "https://management.azure.com/.default"
PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 30.0
_FAILED = frozenset({"failed", "canceled"})


@dataclass(frozen=True, slots=True)
class FunctionApp:
    """`resource_id` is /subscriptions/.../sites/NAME; patience in seconds bounds a whole deployment."""

    arm: Service
    resource_id: str
    patience: float

    def look(self) -> None:
        """Raises NotDoneError unless it is there and we may see it."""
        answer = self.arm.ask("GET", f"{self.resource_id}?api-version={API_VERSION}")
        if answer.status != 200:
            raise NotDoneError(f"Resource Manager does not show us the app {self.resource_id}: {answer.reason}")

    def deploy(self, package_url: str) -> None:
        """Make it run the package at that address, its dependencies installed by the platform. Raises NotDoneError."""
        url = self._url("extensions/onedeploy")
        until = time.monotonic() + self.patience
        answer = self.arm.ask("PUT", url, {"properties": {"packageUri": package_url, "remoteBuild": True}})
        if answer.status == 409:
            raise NotDoneError("Another deployment of this app is under way. Wait for it, then run this again.")
        if answer.status not in {200, 201, 202}:
            raise NotDoneError(f"Resource Manager refused the deployment: {answer.reason}")
        status_url = answer.headers.get("Azure-AsyncOperation") or answer.headers.get("Location") or url
        while not _is_done(answer):
            if time.monotonic() > until:
                raise NotDoneError(f"The deployment has not ended within {self.patience:.0f} s. It may still go on.")
            time.sleep(_pause(answer))
            answer = self.arm.ask("GET", status_url)
            if answer.status >= 400:
                raise NotDoneError(f"Resource Manager no longer knows how the deployment goes: {answer.reason}")

    def functions(self) -> int:
        """How many functions the platform has found in what is deployed. Raises NotDoneError."""
        answer = self.arm.ask("GET", self._url("functions"))
        listed = answer.body.get("value")
        if answer.status != 200 or not isinstance(listed, list):
            raise NotDoneError(f"Resource Manager does not list the functions: {answer.reason}")
        return len(listed)

    def _url(self, below: str) -> str:
        return f"{self.resource_id}/{below}?api-version={API_VERSION}"


def _is_done(answer: Answer) -> bool:
    """Whether it succeeded. Raises NotDoneError with the platform's words when it failed."""
    properties = answer.body.get("properties")
    inner: Json = properties if isinstance(properties, dict) else {}
    state = str(answer.body.get("status") or inner.get("provisioningState") or "").lower()
    if state in _FAILED:
        told = answer if answer.body.get("error") else Answer(answer.status, answer.headers, inner)
        raise NotDoneError(f"The deployment {state}: {told.reason}")
    return state == "succeeded" or (not state and answer.status in {200, 204})


def _pause(answer: Answer) -> float:
    """What the service asks for, within reason."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_PAUSE_SECONDS) if asked.isdigit() else PAUSE_SECONDS

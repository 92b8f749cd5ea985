"""Microsoft Graph v1.0: registrations that are made once and then kept as they should be, without any secret.

Each request is an upsert by a name of ours, so that running twice makes one thing: https://learn.microsoft.com/graph/
api/application-upsert, serviceprincipal-upsert, federatedidentitycredential-upsert.
"""

from dataclasses import dataclass

from scripts.deploying.access import NotDoneError
from scripts.deploying.service import Answer, Json, Service

SCOPE = "https://graph.microsoft.com/.default"
AUDIENCE = "api://AzureADTokenExchange"
"""What a token must be made for to stand in for a secret of a registration."""
_UPSERT = {"Prefer": "create-if-missing"}


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose tokens stand in for a secret: exactly this subject of exactly this issuer."""

    name: str
    issuer: str
    subject: str
    description: str


class Directory:
    """One tenant's registrations. Every method raises NotDoneError."""

    def __init__(self, graph: Service) -> None:
        self._graph = graph

    def registration(self, unique_name: str) -> Json | None:
        """The application of that name, or None."""
        answer = self._graph.ask("GET", f"/v1.0/applications(uniqueName='{unique_name}')")
        return None if answer.status == 404 else _done(answer, {200}).body

    def put_registration(self, unique_name: str, wanted: Json) -> str:
        """Make it be so; its application id. What is so already is left alone."""
        found = self.registration(unique_name)
        if found is None or not _has(found, wanted):
            url = f"/v1.0/applications(uniqueName='{unique_name}')"
            _done(self._graph.ask("PATCH", url, wanted, **_UPSERT), {201, 204})
            found = self.registration(unique_name)
        if found is None or not isinstance(found.get("appId"), str):
            raise NotDoneError("The registration is made but cannot be read yet. Run this again in a minute.")
        return str(found["appId"])

    def put_principal(self, app_id: str, wanted: Json) -> str:
        """The registration's service principal in this tenant; its object id."""
        url = f"/v1.0/servicePrincipals(appId='{app_id}')"
        found = self._graph.ask("GET", url)
        if found.status == 404 or not _has(_done(found, {200}).body, wanted):
            _done(self._graph.ask("PATCH", url, wanted, **_UPSERT), {201, 204})
            found = self._graph.ask("GET", url)
        return str(_done(found, {200}).body["id"])

    def put_trust(self, app_id: str, trust: Trust) -> None:
        """Let that subject's tokens stand in for a secret."""
        wanted = {
            "name": trust.name,
            "issuer": trust.issuer,
            "subject": trust.subject,
            "audiences": [AUDIENCE],
            "description": trust.description,
        }
        url = f"/v1.0/applications(appId='{app_id}')/federatedIdentityCredentials(name='{trust.name}')"
        _done(self._graph.ask("PATCH", url, wanted, **_UPSERT), {201, 204})


def _done(answer: Answer, expected: set[int]) -> Answer:
    if answer.status in expected:
        return answer
    advice = ""
    if answer.status == 403:
        advice = " Whoever runs this needs the role Cloud Application Administrator, or to own the registration."
    raise NotDoneError(f"Microsoft Graph refused it: {answer.reason}.{advice}")


def _has(found: object, wanted: object) -> bool:
    """Whether all that is wanted is there; the service may add to objects, and order lists as it likes."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(_has(found.get(name), value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return (
            isinstance(found, list)
            and len(found) == len(wanted)
            and all(any(_has(one, value) for one in found) for value in wanted)
        )
    return found == wanted

"""The registration that operators sign in with: single tenant, roles for assigned people alone, no secret.

Property names: https://learn.microsoft.com/graph/api/resources/application. `oid`, `tid` and `name` stand in every
id token of version 2.0 with the scopes that App Service asks for (openid, profile, email), and `roles` where somebody
has one (https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference), so no optional claim is added.
"""

from typing import get_args

from scripts.deploying.access import NotDoneError
from scripts.deploying.graph import Directory, Trust
from scripts.deploying.service import Json
from shared.operators import Role

_ROLE_IDS: dict[Role, str] = {
    "Operator": "6a1f1c0e-5b0c-4e0f-9d55-3f0c6a4b7d01",
    "Auditor": "6a1f1c0e-5b0c-4e0f-9d55-3f0c6a4b7d02",
    "Admin": "6a1f1c0e-5b0c-4e0f-9d55-3f0c6a4b7d03",
}
"""Made up once; assignments name them, so they never change."""
_ROLE_TEXTS: dict[Role, str] = {
    "Operator": "Makes calls, shows PINs, admits customers, ends calls",
    "Auditor": "Reads evidence and reports, and nothing else",
    "Admin": "Binds widgets to auth settings",
}
CALLBACK = "/.auth/login/aad/callback"


def unique_name(environment: str) -> str:
    """What the directory knows the registration by, whatever its display name becomes."""
    return f"assisted-chat-operators-{environment}"


def before(directory: Directory, environment: str) -> str:
    """What can be made before there is an app; the client id that the app is deployed with. Raises NotDoneError."""
    name = unique_name(environment)
    found = directory.registration(name) or {}
    app_id = directory.put_registration(name, _wanted(environment, _redirects(found)))
    # Only people who were assigned get in at all; the app then asks for their role.
    directory.put_principal(app_id, {"displayName": _title(environment), "appRoleAssignmentRequired": True})
    return app_id


def after(directory: Directory, environment: str, operator_url: str, tenant: str, identity: str) -> None:
    """What needs the app: where sign-ins return to, and its identity in place of a secret. Raises NotDoneError."""
    name = unique_name(environment)
    if directory.registration(name) is None:
        raise NotDoneError(f"There is no registration {name} yet: `before` makes it.")
    app_id = directory.put_registration(name, _wanted(environment, [f"{operator_url.rstrip('/')}{CALLBACK}"]))
    issuer = f"https://login.microsoftonline.com/{tenant}/v2.0"
    directory.put_trust(app_id, Trust("operator-app", issuer, identity, "The operator app's managed identity"))


def _title(environment: str) -> str:
    return f"Assisted chat, operators ({environment})"


def _redirects(found: Json) -> list[str]:
    web = found.get("web")
    uris = web.get("redirectUris") if isinstance(web, dict) else None
    return [str(uri) for uri in uris] if isinstance(uris, list) else []


def _wanted(environment: str, redirects: list[str]) -> Json:
    return {
        "displayName": _title(environment),
        "signInAudience": "AzureADMyOrg",
        "groupMembershipClaims": "None",
        "api": {"requestedAccessTokenVersion": 2},
        "web": {
            "redirectUris": redirects,
            # App Service signs in with the hybrid flow, whose first leg carries an id token; access tokens never
            # (https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad).
            "implicitGrantSettings": {"enableIdTokenIssuance": True, "enableAccessTokenIssuance": False},
        },
        "appRoles": [
            {
                "id": _ROLE_IDS[role],
                "value": role,
                "displayName": role,
                "description": _ROLE_TEXTS[role],
                "allowedMemberTypes": ["User"],
                "isEnabled": True,
            }
            for role in get_args(Role)
        ],
    }

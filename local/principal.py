"""What App Service tells an app about whoever is signed in: the `X-MS-CLIENT-PRINCIPAL*` headers and `/.auth/me`."""

import json
from base64 import b64encode

from local.personas import TENANT, Persona

_SCHEMAS = "http://schemas.microsoft.com/identity/claims"


def claims(persona: Persona) -> list[dict[str, str]]:
    """The claims, named as App Service's default mapping names them."""
    pairs = [
        (f"{_SCHEMAS}/objectidentifier", persona.object_id),
        (f"{_SCHEMAS}/tenantid", TENANT),
        ("name", persona.name),
        ("preferred_username", persona.user_name),
        *(("roles", role) for role in persona.roles),
    ]
    return [{"typ": kind, "val": value} for kind, value in pairs]


def principal_headers(persona: Persona) -> list[tuple[bytes, bytes]]:
    """The four headers. Names are in lower case, as ASGI wants them."""
    principal = {"auth_typ": "aad", "claims": claims(persona), "name_typ": "name", "role_typ": "roles"}
    return [
        (b"x-ms-client-principal", b64encode(json.dumps(principal).encode())),
        (b"x-ms-client-principal-id", persona.object_id.encode()),
        (b"x-ms-client-principal-name", persona.user_name.encode()),
        (b"x-ms-client-principal-idp", b"aad"),
    ]


def me(persona: Persona) -> list[dict[str, object]]:
    """The body of `/.auth/me`: one entry per identity provider."""
    return [{"provider_name": "aad", "user_id": persona.user_name, "user_claims": claims(persona)}]

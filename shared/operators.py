"""Who is signed in, from what App Service Authentication ("Easy Auth") says and from nowhere else.

The platform sets X-MS-CLIENT-PRINCIPAL (base64 of a JSON with a list of claims) and removes a forged one;
https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
"""

import json
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from shared import base64_strict
from shared.errors import RoleRequired, SignInRequired

Role = Literal["Operator", "Auditor", "Admin"]
PROVIDER = "aad"
MAX_PRINCIPAL_BYTES = 32 * 1024
_OBJECT_ID = ("http://schemas.microsoft.com/identity/claims/objectidentifier", "oid")
_TENANT = ("http://schemas.microsoft.com/identity/claims/tenantid", "tid")
_NAME = ("name", "preferred_username")


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of the bank who is signed in; `roles` as the directory gives them."""

    object_id: str
    name: str
    roles: tuple[str, ...]

    def require(self, role: Role) -> None:
        """Raise RoleRequired unless this person has the role."""
        if role not in self.roles:
            raise RoleRequired


@dataclass(frozen=True, slots=True)
class PrincipalHeaders:
    """The platform's headers, each None when absent."""

    principal: str | None
    object_id: str | None
    provider: str | None


def staff_member(headers: PrincipalHeaders, tenant_id: str) -> StaffMember:
    """Who is signed in. Anything odd about the headers is nobody: raises SignInRequired."""
    if headers.principal is None or headers.provider != PROVIDER:
        raise SignInRequired
    claims, role_type = _claims(headers.principal)
    object_id = _guid(_single(claims, _OBJECT_ID))
    if object_id != _guid(headers.object_id) or _guid(_single(claims, _TENANT)) != tenant_id:
        raise SignInRequired
    roles = dict.fromkeys(value for kind, value in claims if kind in {role_type, "roles"})
    names = [value for wanted in _NAME for kind, value in claims if kind == wanted and value.strip()]
    if not names:
        raise SignInRequired
    return StaffMember(object_id, names[0].strip()[:120], tuple(roles))


def _claims(header: str) -> tuple[list[tuple[str, str]], str]:
    if len(header) > MAX_PRINCIPAL_BYTES:
        raise SignInRequired
    try:
        principal = json.loads(base64_strict.decode(header).decode("utf-8"), object_pairs_hook=_unique)
        if principal["auth_typ"] != PROVIDER:
            raise SignInRequired
        claims = [(claim["typ"], claim["val"]) for claim in principal["claims"]]
        role_type = principal.get("role_typ") or "roles"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SignInRequired from None
    if not all(_is_text(part) for part in [role_type, *(part for claim in claims for part in claim)]):
        raise SignInRequired
    return claims, role_type


def _is_text(value: object) -> bool:
    """A string of whole characters: JSON can spell half of one, which nothing could store or send."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _single(claims: list[tuple[str, str]], types: tuple[str, str]) -> str | None:
    """The one value that claims of these types agree on."""
    values = {value for kind, value in claims if kind in types}
    return values.pop() if len(values) == 1 else None


def _guid(text: str | None) -> str:
    try:
        guid = UUID(text or "")
    except ValueError:
        raise SignInRequired from None
    if (text or "").lower() != str(guid):
        raise SignInRequired
    return str(guid)

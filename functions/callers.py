"""Who is asking: an operator by the platform's word, a customer by our own token, and from which network."""

import hmac
import logging
from ipaddress import IPv4Address, IPv6Address, ip_address

import azure.functions as func

from functions.app import App
from functions.bodies import check_content_type
from functions.proofs import own_origin, proof_in
from shared.errors import ForeignOrigin, ProofInvalid, ProofRequired, SessionInvalid, SignInRequired, Unavailable
from shared.operators import PrincipalHeaders, Role, StaffMember, staff_member
from shared.session_tokens import SessionClaims, verify
from shared.strict_jwt import UnverifiedToken
from shared.used_proofs import use_once

_NO_FRONT_DOOR = IPv4Address("127.0.0.1")
_SAFE_FETCH_SITES = {None, "same-origin", "none"}
_log = logging.getLogger(__name__)


def came_through_front_door(request: func.HttpRequest, app: App) -> bool:
    """Whether X-Azure-FDID names our Front Door; always, where none is set (never in Azure)."""
    expected = app.settings.door.front_door_id
    offered = request.headers.get("x-azure-fdid", "")
    return expected is None or hmac.compare_digest(offered.encode(), expected.encode())


def network_address(request: func.HttpRequest, app: App) -> IPv4Address | IPv6Address:
    """The address that Front Door saw. Raises Unavailable when it says none: refuse rather than not count."""
    if app.settings.door.front_door_id is None:
        return _NO_FRONT_DOOR
    try:
        said = request.headers.get("x-azure-socketip", "")
        # A zone (RFC 4007, 11) would make one subscriber many networks.
        return ip_address("" if "%" in said else said)
    except ValueError:
        _log.error("no usable X-Azure-SocketIP: PINs are refused until Front Door sends it")
        raise Unavailable from None


def anyone_signed_in(request: func.HttpRequest, app: App) -> StaffMember:
    """Somebody of the bank, whatever their roles. Raises SignInRequired, ForeignOrigin, ContentTypeRefused."""
    if app.settings.door.surface == "public":
        raise SignInRequired
    headers = request.headers
    named = PrincipalHeaders(
        headers.get("x-ms-client-principal"),
        headers.get("x-ms-client-principal-id"),
        headers.get("x-ms-client-principal-idp"),
    )
    member = staff_member(named, app.settings.door.tenant_id)
    _refuse_foreign(request, app)
    return member


def operator(request: func.HttpRequest, app: App, role: Role = "Operator") -> StaffMember:
    """As `anyone_signed_in`, with the role. Raises RoleRequired besides."""
    member = anyone_signed_in(request, app)
    member.require(role)
    return member


def is_session(request: func.HttpRequest, app: App) -> bool:
    """Whether a route for both is asked by a customer: the Authorization header decides, never a fall-back."""
    return "authorization" in request.headers or app.settings.door.surface == "public"


async def session(request: func.HttpRequest, app: App) -> SessionClaims:
    """The customer's verified claims, with their key proven if the session is bound to one.

    Raises SessionInvalid, SessionExpired, ProofRequired, ProofInvalid, ProofUntimely.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() not in {"bearer", "dpop"} or app.settings.door.surface == "operator":
        raise SessionInvalid
    keys = await app.ports.secrets.key_ring("session")
    claims = verify(keys, UnverifiedToken(token), app.clock())
    if claims.key_thumbprint is None:
        if scheme.lower() != "bearer":
            raise SessionInvalid
        return claims
    # RFC 9449, 7.2: whatever the scheme says, a bound token is nobody's without its proof.
    proof = proof_in(request, app, token)
    if proof is None:
        raise ProofRequired
    if proof.key_thumbprint != claims.key_thumbprint:
        raise ProofInvalid
    await use_once(app.ports, proof, app.clock(), everywhere=request.method != "GET")
    return claims


def _refuse_foreign(request: func.HttpRequest, app: App) -> None:
    """A cookie rides along from any page: let only our own pages use it."""
    headers = request.headers
    origin, ours = headers.get("origin"), own_origin(request, app)
    if (origin is not None and origin != ours) or headers.get("sec-fetch-site") not in _SAFE_FETCH_SITES:
        raise ForeignOrigin
    if request.method != "GET":
        check_content_type(headers.get("content-type"))

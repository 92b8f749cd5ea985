"""Who is asking: an operator by the platform's word, a customer by our own token, and from which network."""

import hmac
import logging
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import azure.functions as func

from functions.app import App
from functions.bodies import check_content_type
from shared.errors import ForeignOrigin, SessionInvalid, SignInRequired, Unavailable
from shared.operators import PrincipalHeaders, Role, StaffMember, staff_member
from shared.session_tokens import SessionClaims, verify
from shared.strict_jwt import UnverifiedToken

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
        return ip_address(request.headers.get("x-azure-socketip", ""))
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
    """The customer's verified claims. Raises SessionInvalid, SessionExpired."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or app.settings.door.surface == "operator":
        raise SessionInvalid
    keys = await app.ports.secrets.key_ring("session")
    return verify(keys, UnverifiedToken(token), app.clock())


def _refuse_foreign(request: func.HttpRequest, app: App) -> None:
    """A cookie rides along from any page: let only our own pages use it."""
    headers = request.headers
    origin, ours = headers.get("origin"), app.settings.door.public_url or _own_origin(request)
    if (origin is not None and origin != ours) or headers.get("sec-fetch-site") not in _SAFE_FETCH_SITES:
        raise ForeignOrigin
    if request.method != "GET":
        check_content_type(headers.get("content-type"))


def _own_origin(request: func.HttpRequest) -> str:
    parts = urlsplit(request.url)
    return f"{parts.scheme}://{parts.netloc}".lower()

"""`POST /admin/functions/{name}`: fire a timer function now. The real host wants its master key; this one, loopback."""

from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import Response

from local.security_headers import PLAIN_PAGE
from local.timers import Timers


def fire_timer(request: Request, timers: Timers) -> Response:
    """202 once it is under way; 404 for an unknown name; 403 for other machines and for pages of other sites."""
    if not _from_this_machine(request) or _from_another_site(request):
        return Response(status_code=403, headers=PLAIN_PAGE)
    if not timers.fire(request.path_params["name"]):
        return Response("There is no timer function of this name.", 404, PLAIN_PAGE, "text/plain")
    return Response(status_code=202, headers=PLAIN_PAGE)


def _from_this_machine(request: Request) -> bool:
    return request.client is not None and ip_address(request.client.host).is_loopback


def _from_another_site(request: Request) -> bool:
    origin = request.headers.get("origin", "")
    site = request.headers.get("sec-fetch-site", "none")
    return site not in {"same-origin", "none"} or bool(origin and origin != f"http://{request.headers['host']}")

"""Where App Service Authentication ("Easy Auth") would stand: sign-in, sign-out, and who the caller is."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from local import sign_in_cookie
from local.paths import escaped_path
from local.personas import PERSONAS
from local.plain_page import sign_in_page, signed_out_page, style_sheet
from local.principal import me, principal_headers
from local.redirects import on_this_origin
from local.security_headers import PLAIN_PAGE
from local.sign_in_cookie import SignInCookie

_LOGIN = "/.auth/login/aad"
_SIGNED_OUT = "/.auth/logout/complete"
_OPERATORS_PAGES = "/operator/"


class EasyAuth:
    """Serves `/.auth/*`, sends strangers at `/operator/*` to the sign-in, and adds the principal of whoever signed in.

    API calls pass unasked: the functions have a 401 of their own.
    """

    def __init__(self, app: ASGIApp, cookie: SignInCookie) -> None:
        self._app = app
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, redirect, or pass the request on as the signed-in caller's."""
        request = Request(scope, receive)
        path = scope["path"]
        persona = self._cookie.open(request.cookies.get(sign_in_cookie.NAME))
        if path.startswith("/.auth/"):
            await self._own(request)(scope, receive, send)
        elif persona is None and f"{path.lower()}/".startswith(_OPERATORS_PAGES):
            await _to_sign_in(request)(scope, receive, send)
        else:
            added = principal_headers(persona) if persona else []
            await self._app({**scope, "headers": [*scope["headers"], *added]}, receive, send)

    def _own(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return Response(status_code=405, headers=PLAIN_PAGE | {"Allow": "GET, HEAD"})
        match request.scope["path"]:
            case "/.auth/login/aad":
                return self._login(request)
            case "/.auth/me":
                return self._me(request)
            case "/.auth/logout":
                return _logout(request)
            case "/.auth/logout/complete":
                return signed_out_page(request)
            case "/.auth/page.css":
                return style_sheet()
        return Response(status_code=404, headers=PLAIN_PAGE)

    def _login(self, request: Request) -> Response:
        target = on_this_origin(request.query_params.get("post_login_redirect_uri"), _OPERATORS_PAGES)
        chosen = request.query_params.get("as")
        if chosen is None:
            return sign_in_page(request, target)
        if chosen not in PERSONAS:
            known = ", ".join(PERSONAS)
            return Response(f"There is no such persona. Choose one of: {known}.", 400, PLAIN_PAGE, "text/plain")
        response = _redirect(target)
        response.set_cookie(
            sign_in_cookie.NAME, self._cookie.seal(PERSONAS[chosen]), path="/", httponly=True, samesite="lax"
        )
        return response

    def _me(self, request: Request) -> Response:
        persona = self._cookie.open(request.cookies.get(sign_in_cookie.NAME))
        if persona is None:
            return Response(status_code=401, headers=PLAIN_PAGE)
        return JSONResponse(me(persona), headers=PLAIN_PAGE)


def _to_sign_in(request: Request) -> Response:
    query = request.scope["query_string"].decode("latin-1")
    wanted = escaped_path(request.scope["path"]) + (f"?{query}" if query else "")
    return _redirect(f"{_LOGIN}?post_login_redirect_uri={quote(wanted, safe='')}")


def _logout(request: Request) -> Response:
    response = _redirect(on_this_origin(request.query_params.get("post_logout_redirect_uri"), _SIGNED_OUT))
    response.delete_cookie(sign_in_cookie.NAME, path="/", httponly=True, samesite="lax")
    return response


def _redirect(target: str) -> RedirectResponse:
    return RedirectResponse(target, 302, PLAIN_PAGE)

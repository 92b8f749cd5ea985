"""GET /operator/...: the operator app's static files. The platform demands the sign-in before they are reached."""

import asyncio
import mimetypes
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import azure.functions as func

from functions.app import App
from shared.calling_sdk import call_directives
from shared.settings import CallsKind

FILES = Path(__file__).resolve().parent.parent / "operator-spa" / "dist"
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""Hash of the empty string: the style engine of Fluent UI inserts empty style elements and fills them by script."""
_PERMISSIONS = (
    "autoplay=(self), camera=(self), display-capture=(), fullscreen=(self), geolocation=(), microphone=(self),"
    " speaker-selection=(self)"
)
_FOR_EVER = "public, max-age=31536000, immutable"


async def operator_pages(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 with the file, 308 to the folder's own address, or 404."""
    headers = page_headers(app.settings.adapters.calls)
    path = request.route_params.get("path", "")
    if not path and not request.url.partition("?")[0].endswith("/"):
        return func.HttpResponse(b"", status_code=308, headers={**headers, "Location": "/operator/"})
    try:
        file = (FILES / (path or "index.html")).resolve()
        if not file.is_relative_to(FILES):
            return _missing(headers)
        content = await asyncio.to_thread(file.read_bytes)
    except (OSError, ValueError):
        return _missing(headers)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    caching = _FOR_EVER if path.startswith("assets/") else "no-cache"
    return func.HttpResponse(content, mimetype=kind, charset="utf-8", headers={**headers, "Cache-Control": caching})


@cache
def page_headers(calls: CallsKind) -> Mapping[str, str]:
    """The headers of every answer."""
    policy = (
        f"default-src 'none'; script-src 'self'; {call_directives(calls)}; img-src 'self'; font-src 'self';"
        f" media-src 'self'; style-src 'self' {EMPTY_STYLE}; manifest-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Permissions-Policy": _PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
    }


def _missing(headers: Mapping[str, str]) -> func.HttpResponse:
    return func.HttpResponse(b"", status_code=404, headers={**headers, "Cache-Control": "no-store"})

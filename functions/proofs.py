"""The DPoP header (RFC 9449, 4.1): the proof that a request carries, checked against this very request."""

from urllib.parse import urlsplit

import azure.functions as func

from functions.app import App
from shared.proofs import Proof, Request, verify_proof


def own_origin(request: func.HttpRequest, app: App) -> str:
    """Where browsers find us: as the settings say, or as this request was addressed."""
    parts = urlsplit(request.url)
    return app.settings.door.public_url or f"{parts.scheme}://{parts.netloc}".lower()


def proof_in(request: func.HttpRequest, app: App, token: str | None = None) -> Proof | None:
    """The proof, if the request carries one; for `token` besides, where a token comes with it.

    Raises ProofInvalid, ProofUntimely.
    """
    text = request.headers.get("dpop")
    if text is None:
        return None
    uri = own_origin(request, app) + urlsplit(request.url).path
    return verify_proof(text, Request(request.method, uri, token), app.clock())

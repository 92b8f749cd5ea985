"""Base64 with padding (RFC 4648, section 4), in one spelling."""

import base64


def decode(text: str) -> bytes:
    """The bytes. Raises ValueError for any text but the one that an encoder would have made of them."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("not canonical base64")
    return raw

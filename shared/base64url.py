"""base64url without padding (RFC 7515, appendix C), in one spelling."""

import base64
import binascii


def encode(raw: bytes) -> str:
    """The one spelling of these bytes."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """RFC 4648, 3.5: of several spellings of the same bytes only the one with zero pad bits is taken.

    Raises ValueError for any other text.
    """
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise ValueError("not base64url") from None
    if encode(raw) != text:
        raise ValueError("not the canonical spelling")
    return raw

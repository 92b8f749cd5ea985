"""Both spellings of bytes: each sequence of bytes has one text, and every other text is refused."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import base64_strict, base64url
from tests.properties.texts import ANYTHING, slipped

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
TEXTS = st.text(LETTERS + "-_", max_size=9) | st.text(LETTERS + "+/=", max_size=9) | st.text("AQgw=-_+/ \n") | ANYTHING


def _url(text: str) -> bytes | None:
    try:
        return base64url.decode(text)
    except ValueError:
        return None


def _strict(text: str) -> bytes | None:
    try:
        return base64_strict.decode(text)
    except ValueError:
        return None


@given(st.binary(max_size=60))
def test_bytes_come_back(raw: bytes) -> None:
    assert _url(base64url.encode(raw)) == raw
    assert _strict(base64.b64encode(raw).decode()) == raw


@given(TEXTS | st.binary(max_size=20).map(base64url.encode).flatmap(lambda text: slipped(text, LETTERS + "-_=+/")))
def test_a_text_is_the_one_of_its_bytes_or_refused(text: str) -> None:
    url, strict = _url(text), _strict(text)

    assert url is None or base64.urlsafe_b64encode(url).decode().rstrip("=") == text
    assert strict is None or base64.b64encode(strict).decode() == text


@pytest.mark.parametrize("first", LETTERS)
def test_spare_bits_are_zero(first: str) -> None:
    """RFC 4648, 3.5: of the 64 texts that a lenient decoder reads as one byte, as many as there are bytes are taken."""
    assert sum(_url(first + last) is not None for last in LETTERS + "-_") == 4
    assert sum(_strict(first + last + "==") is not None for last in LETTERS + "+/") == 4

"""docs/token-verification.md: its numbers are those of the code."""

from pathlib import Path

import pytest

from shared import foreign_tokens, key_documents, public_jwk, session_tokens, strict_jwt
from tests import hypothesis_profiles

PAGE = Path(__file__).resolve().parents[2] / "docs" / "token-verification.md"


@pytest.mark.parametrize(
    "said",
    [
        f"| {session_tokens.MAX_LIFE_SECONDS // 60} minutes at most |",
        f"| {foreign_tokens.MAX_LIFE_SECONDS // 60} minutes at most,",
        f"`iat` at most {foreign_tokens.MAX_AGE_SECONDS // 60} minutes ago",
        f"| `iat` {session_tokens.RULES.ahead_seconds} s ahead | {foreign_tokens.LEEWAY_SECONDS} s either way |",
        f"more than\n{strict_jwt.MAX_NUMBER_DIGITS} digits",
        f"{key_documents.MAX_BYTES // 1024} KB at most",
        f"under {public_jwk.MIN_RSA_BITS} or over {public_jwk.MAX_RSA_BITS} bits",
        f"tries {hypothesis_profiles.DEEP:,} new examples",
    ],
)
def test_a_number_on_the_page_is_the_codes(said: str) -> None:
    assert said in PAGE.read_text(encoding="utf-8")

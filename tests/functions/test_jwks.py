"""GET /api/jwks."""

import jwt
import pytest

from tests.functions.people import Customer
from tests.functions.product import fine, refused


def test_the_keys_are_published_for_anybody(customer: Customer) -> None:
    answer = customer.get("/api/jwks")

    keys = fine(answer)["keys"]
    assert keys
    for key in keys:
        assert set(key) == {"kty", "use", "alg", "kid", "n", "e"}
        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
        assert jwt.PyJWK(key).key.key_size >= 2048
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300"


def test_whoever_has_them_already_is_told_so(customer: Customer) -> None:
    tag = customer.get("/api/jwks").headers["etag"]

    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = customer.get("/api/jwks", {"If-None-Match": known})
        assert again.status_code == 304
        assert again.headers["etag"] == tag
        assert again.headers["access-control-allow-origin"] == "*"
    assert customer.get("/api/jwks", {"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("query", ["format=pem", "format=omnichannel", "format=x", "x=1"])
def test_an_unknown_format_is_refused_and_not_cached(customer: Customer, query: str) -> None:
    answer = customer.get(f"/api/jwks?{query}")

    refused(answer, 400, "invalid_request")
    assert answer.headers["cache-control"] == "no-store"

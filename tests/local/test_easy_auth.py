"""The Easy Auth stand-in."""

import json
from base64 import b64decode, urlsafe_b64encode
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.fernet import Fernet

from local.easy_auth import EasyAuth
from local.personas import PERSONAS
from local.redirects import on_this_origin
from local.sign_in_cookie import SignInCookie, load_key
from tests.local.in_process import client_of, seen_headers, show

_KEY = Fernet.generate_key()
_AUTH = EasyAuth(show, SignInCookie(_KEY))
_TENANT = "11111111-1111-4111-8111-111111111111"


async def _get(path: str, cookie: str | None = None, app: EasyAuth = _AUTH, **headers: str) -> httpx.Response:
    async with client_of(app) as client:
        if cookie is not None:
            client.cookies.set("AppServiceAuthSession", cookie)
        return await client.get(path, headers=headers)


async def _signed_in(persona: str = "operator-1") -> str:
    return (await _get(f"/.auth/login/aad?as={persona}")).cookies["AppServiceAuthSession"]


@pytest.mark.parametrize(
    ("persona", "object_id", "name", "roles"),
    [
        ("operator-1", "22222222-2222-4222-8222-000000000001", "Jana Nováková", ["Operator"]),
        ("operator-2", "22222222-2222-4222-8222-000000000002", "Kim Min-ji", ["Operator"]),
        ("auditor-1", "22222222-2222-4222-8222-000000000101", "Eva Auditorová", ["Auditor"]),
        ("admin-1", "22222222-2222-4222-8222-000000000201", "Adam Správce", ["Admin"]),
        ("nobody-1", "22222222-2222-4222-8222-000000000301", "Nikdo Neznámý", []),
    ],
)
async def test_a_function_is_told_who_signed_in(persona: str, object_id: str, name: str, roles: list[str]) -> None:
    seen = seen_headers(await _get("/api/me", await _signed_in(persona)))

    principal = json.loads(b64decode(seen["x-ms-client-principal"][0], validate=True))
    claims = [(claim["typ"], claim["val"]) for claim in principal["claims"]]
    assert (principal["auth_typ"], principal["role_typ"]) == ("aad", "roles")
    assert ("http://schemas.microsoft.com/identity/claims/objectidentifier", object_id) in claims
    assert ("http://schemas.microsoft.com/identity/claims/tenantid", _TENANT) in claims
    assert ("name", name) in claims
    assert [value for kind, value in claims if kind == "roles"] == roles
    assert seen["x-ms-client-principal-id"] == [object_id]
    assert seen["x-ms-client-principal-idp"] == ["aad"]
    assert seen["x-ms-client-principal-name"] == [PERSONAS[persona].user_name]


async def test_a_stranger_reaches_a_function_as_nobody() -> None:
    answer = await _get("/api/me")

    assert answer.status_code == 200
    assert not [name for name in seen_headers(answer) if name.startswith("x-ms-")]


@pytest.mark.parametrize("path", ["/operator/", "/operator", "/operator/assets/a.js?v=1", "/OPERATOR/", "/Operator/x"])
async def test_a_stranger_at_the_operators_pages_is_sent_to_sign_in_and_back(path: str) -> None:
    answer = await _get(path)

    location = urlsplit(answer.headers["location"])
    assert (answer.status_code, location.path) == (302, "/.auth/login/aad")
    assert parse_qs(location.query) == {"post_login_redirect_uri": [path]}


async def test_whoever_signed_in_sees_the_operators_pages() -> None:
    assert (await _get("/operator/x", await _signed_in())).json()["path"] == "/operator/x"


async def test_signing_in_sets_a_cookie_that_no_script_reads_and_goes_on() -> None:
    answer = await _get("/.auth/login/aad?as=operator-1&post_login_redirect_uri=/operator/%3Flang%3Dko")

    assert (answer.status_code, answer.headers["location"]) == (302, "/operator/?lang=ko")
    attributes = answer.headers["set-cookie"].split("; ")
    assert attributes[0].startswith("AppServiceAuthSession=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(attributes)


@pytest.mark.parametrize("persona", ["", "operator-3", "OPERATOR-1", "operator-1 "])
async def test_an_unknown_persona_is_refused(persona: str) -> None:
    async with client_of(_AUTH) as client:
        answer = await client.get("/.auth/login/aad", params={"as": persona})

    assert (answer.status_code, "set-cookie" in answer.headers) == (400, False)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "operator/",
        "",
        "/" + "a" * 3000,
    ],
)
async def test_a_sign_in_never_leads_off_this_origin(target: str) -> None:
    async with client_of(_AUTH) as client:
        answer = await client.get("/.auth/login/aad", params={"as": "operator-1", "post_login_redirect_uri": target})

    assert (answer.status_code, answer.headers["location"]) == (302, "/operator/")


@pytest.mark.parametrize("target", ["/", "/operator/?lang=ko&x=%2F#calls", "/a%20b"])
def test_a_path_of_this_origin_is_followed_as_it_is(target: str) -> None:
    assert on_this_origin(target, "/otherwise") == target


def test_a_path_beyond_ascii_is_escaped_for_its_header() -> None:
    assert on_this_origin("/š", "/otherwise") == "/%C5%A1"


@pytest.mark.parametrize(
    "made_up",
    [
        "",
        "operator-1",
        "22222222-2222-4222-8222-000000000001",
        urlsafe_b64encode(b"operator-1").decode(),
        "gAAAAA" + "A" * 100,
    ],
)
async def test_a_made_up_cookie_is_nobody(made_up: str) -> None:
    assert (await _get("/.auth/me", made_up)).status_code == 401
    assert (await _get("/operator/", made_up)).status_code == 302


def test_a_cookie_that_is_not_ascii_is_nobody() -> None:
    assert SignInCookie(Fernet.generate_key()).open("\xff") is None


async def test_a_cookie_sealed_with_another_key_is_nobody() -> None:
    foreign = SignInCookie(Fernet.generate_key()).seal(PERSONAS["operator-1"])

    assert (await _get("/.auth/me", foreign)).status_code == 401


async def test_a_sign_in_lasts_eight_hours() -> None:
    old = Fernet(_KEY).encrypt_at_time(b"operator-1", 1_700_000_000).decode()

    assert (await _get("/.auth/me", old)).status_code == 401


async def test_a_sign_in_outlives_a_restart_in_the_same_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    before, after = SignInCookie(load_key(folder)), SignInCookie(load_key(folder))

    assert after.open(before.seal(PERSONAS["operator-1"])) == PERSONAS["operator-1"]
    assert (folder / "easy-auth.key").stat().st_mode & 0o777 == 0o600


async def test_me_has_the_shape_that_app_service_gives_it() -> None:
    answer = await _get("/.auth/me", await _signed_in())

    (entry,) = answer.json()
    assert (entry["provider_name"], entry["user_id"]) == ("aad", "jana.novakova@bank.example")
    assert {"typ": "roles", "val": "Operator"} in entry["user_claims"]
    assert (await _get("/.auth/me")).status_code == 401


async def test_signing_out_ends_the_sign_in() -> None:
    async with client_of(_AUTH) as client:
        await client.get("/.auth/login/aad?as=operator-1")
        assert (await client.get("/.auth/me")).status_code == 200

        answer = await client.get("/.auth/logout")

        assert (answer.status_code, answer.headers["location"]) == (302, "/.auth/logout/complete")
        assert (await client.get("/.auth/me")).status_code == 401
        assert (await client.get("/.auth/logout/complete")).status_code == 200


async def test_signing_out_may_lead_to_a_page_of_this_origin_only() -> None:
    own = await _get("/.auth/logout?post_logout_redirect_uri=/operator/")
    foreign = await _get("/.auth/logout?post_logout_redirect_uri=//evil.example")

    assert own.headers["location"] == "/operator/"
    assert foreign.headers["location"] == "/.auth/logout/complete"


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("/.auth/login/aad", "", "cs"),
        ("/.auth/login/aad", "ko-KR,ko;q=0.9,en;q=0.5", "ko"),
        ("/.auth/login/aad", "de, en;q=0.3, cs;q=0.2", "en"),
        ("/.auth/login/aad", "en;q=0", "cs"),
        ("/.auth/login/aad?lang=en", "ko", "en"),
        ("/.auth/login/aad?lang=xx", "ko", "ko"),
        ("/.auth/login/aad?post_login_redirect_uri=/operator/%3Flang%3Dko", "en", "ko"),
    ],
)
async def test_the_sign_in_page_speaks_the_visitors_language(address: str, accepted: str, language: str) -> None:
    answer = await _get(address, **{"Accept-Language": accepted})

    assert f'<html lang="{language}">' in answer.text


async def test_the_sign_in_page_offers_every_persona_without_a_script() -> None:
    answer = await _get("/.auth/login/aad?lang=en&post_login_redirect_uri=/operator/%3Fa%3D%22%3E%3Cb%3E")

    assert all(f'name="as" value="{persona}"' in answer.text for persona in PERSONAS)
    assert "<script" not in answer.text
    assert "<b>" not in answer.text
    assert 'value="/operator/?a=%22%3E%3Cb%3E"' in answer.text


async def test_pages_of_the_host_carry_the_security_headers() -> None:
    for path in (
        "/.auth/login/aad",
        "/.auth/page.css",
        "/.auth/logout/complete",
        "/.auth/unknown",
        "/.auth/me",
        "/operator/",
    ):
        headers = (await _get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        assert headers["referrer-policy"] == "no-referrer"
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"


async def test_nothing_under_auth_is_posted_to() -> None:
    async with client_of(_AUTH) as client:
        assert (await client.post("/.auth/logout")).status_code == 405

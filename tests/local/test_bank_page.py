"""The demo bank: what is served."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import get_args

import httpx
import pytest

from local.bank_page import widget_files
from local.calling_sdk import IMPORT_MAP_TAG
from local.security_headers import WithHeaders, bank_page_headers
from shared.settings import CallsKind
from tests.e2e.hosts import ROOT
from tests.local.host_process import HostProcess
from tests.local.in_process import client_of

_BANK = ROOT / "local" / "bank"


def _get(bank: HostProcess, path: str, **headers: str) -> httpx.Response:
    return httpx.get(bank.origin + path, headers=headers)


@pytest.mark.parametrize(
    ("query", "accepted", "page", "widget"),
    [
        ("", "", "cs", "cs"),
        ("", "en-GB", "en", "en"),
        ("", "ko-KR", "en", "ko"),
        ("?lang=cs", "en", "cs", "cs"),
        ("?lang=en", "cs", "en", "en"),
        ("?lang=ko", "cs", "en", "ko"),
        ("?lang=xx", "cs", "cs", "cs"),
    ],
)
def test_page_and_widget_speak_the_visitors_language(
    bank: HostProcess, query: str, accepted: str, page: str, widget: str
) -> None:
    html = _get(bank, f"/bank/{query}", **{"Accept-Language": accepted}).text

    assert f'<html lang="{page}">' in html
    assert f'<assisted-chat api-url="" language="{widget}" widget="default" mark="J"></assisted-chat>' in html


def test_both_languages_have_every_text() -> None:
    czech, english = (
        json.loads((_BANK / "texts" / f"{name}.json").read_text(encoding="utf-8")) for name in ("cs", "en")
    )

    assert list(czech) == list(english)
    assert all(czech.values()) and all(english.values())  # noqa: PT018 - one fact
    placeholders = re.compile(r"\{\w+\}")
    assert [sorted(placeholders.findall(text)) for text in czech.values()] == [
        sorted(placeholders.findall(text)) for text in english.values()
    ]


@pytest.mark.parametrize("path", ["/bank/", "/bank/page.css", "/bank/form.js", "/bank/icon.svg", "/bank/unknown.js"])
def test_everything_of_the_bank_carries_the_security_headers(bank: HostProcess, path: str) -> None:
    headers = _get(bank, path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-cache"
    assert all(
        f"{power}=(self)" in headers["permissions-policy"] for power in ("camera", "microphone", "display-capture")
    )


def test_only_where_azure_carries_the_calls_may_the_page_talk_to_others() -> None:
    policies = {calls: bank_page_headers(calls)["Content-Security-Policy"] for calls in get_args(CallsKind)}

    assert "connect-src 'self';" in policies["local"]
    assert "worker-src 'none';" in policies["local"]
    assert "connect-src 'self' https://*.microsoft.com" in policies["acs"]
    assert "unsafe" not in str(policies)


def test_the_policy_admits_the_import_map_that_says_where_azures_code_is() -> None:
    text = re.fullmatch(r'<script type="importmap">(.*)</script>', IMPORT_MAP_TAG)
    assert text is not None
    digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()

    assert f"script-src 'self' 'sha256-{digest}';" in bank_page_headers("acs")["Content-Security-Policy"]
    assert "script-src 'self';" in bank_page_headers("local")["Content-Security-Policy"]


def test_the_page_has_nothing_inline_that_would_run() -> None:
    html = (_BANK / "index.html").read_text(encoding="utf-8")

    assert "<style" not in html
    assert not re.search(r'\s(on\w+|style)="', html)
    assert [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag] == [
        '<script type="application/json" id="texts">'
    ]


def test_what_is_private_is_marked_for_covering() -> None:
    html = (_BANK / "index.html").read_text(encoding="utf-8")

    masked = re.findall(r'<input id="([\w-]+)"[^>]*data-assist-mask', html)
    assert masked == ["birth-number", "identity-card", "account"]


def test_without_its_slash_the_address_leads_to_the_page(bank: HostProcess) -> None:
    answer = _get(bank, "/bank?lang=en&test-block=1")

    assert (answer.status_code, answer.headers["location"]) == (302, "/bank/?lang=en&test-block=1")


def test_files_outside_the_folder_are_out_of_reach(bank: HostProcess) -> None:
    for path in (
        "/bank/../index.html",
        "/bank/..%2findex.html",
        "/bank/%2e%2e/texts/cs.json",
        "/bank/widget/..%2f..%2fpackage.json",
    ):
        url = httpx.URL(bank.origin).copy_with(raw_path=path.encode())
        assert httpx.get(url).status_code == 404


def test_the_bare_origin_leads_to_both_sides(bank: HostProcess) -> None:
    html = _get(bank, "/?lang=en").text

    assert 'href="/operator/"' in html
    assert 'href="/bank/"' in html


async def test_the_widgets_build_is_served_as_it_is_now(tmp_path: Path) -> None:
    """Built before or after the start, and never from a cache that was not asked."""
    async with client_of(WithHeaders(widget_files(tmp_path), bank_page_headers("local"))) as client:
        with pytest.raises(Exception, match="404"):
            await client.get("/element.js")

        build = tmp_path / "widget-npm" / "dist"
        build.mkdir(parents=True)
        (build / "element.js").write_text("export {}")
        first = await client.get("/element.js")
        again = await client.get("/element.js", headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    assert first.headers["content-type"].startswith("text/javascript")
    assert again.status_code == 304

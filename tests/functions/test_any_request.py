"""Whatever is sent, the answer is one of the contract: never a 500, never one that the document does not know."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.functions.product import FRONT_DOOR_ID, Product, principal
from tests.unit import conftest as _steady  # noqa: F401 (the same examples in every run)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("pin", "redemption_key", "widget", "display_name", "customer_token", "call_id", "participant_id",
          "match_code", "kind", "granted", "text_version", "to", "data", "subject", "scenario")  # fmt: skip
POSTS = ("create-call", "issue-pin", "redeem-pin", "resume", "issue-acs-token", "consent", "admit", "turn-away",
         "end-call", "local-call-signals")  # fmt: skip
GETS = ("jwks", "session", "widget-config", "calls", "calls/x", "me", "health", "health/ready", "local-call-signals")
HEADERS = ("Content-Type", "Authorization", "Origin", "Sec-Fetch-Site", "If-None-Match", "Idempotency-Key",
           "X-Azure-SocketIP", "X-Forwarded-For", "X-MS-CLIENT-PRINCIPAL", "X-MS-CLIENT-PRINCIPAL-ID")  # fmt: skip
HEADER_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60)


class Asked:
    """One product for all examples, and a loop to ask it in."""

    def __init__(self, folder: Path) -> None:
        self.product = Product(folder, NETWORK_FAILURES_10M="1000000", NETWORK_FAILURES_DAY="1000000")
        self.runner = asyncio.Runner()
        call_id = self.runner.run(self.product.new_call())
        self.customer = self.runner.run(self.product.admitted(call_id))
        self.known = {"call_id": call_id, "participant_id": self.customer["participant_id"]}

    def callers(self) -> list[dict[str, str]]:
        return [{}, principal("operator-1"), {"Authorization": f"Bearer {self.customer['session_token']}"}]

    def __call__(self, method: str, path: str, content: bytes, headers: dict[str, str]) -> httpx.Response:
        door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": "192.0.2.1"}
        answer = self.runner.run(self.product.send(method, path, content, {**door, **headers}))
        assert answer.status_code != 503 or "X-Azure-SocketIP" in headers
        return self.product.document.check(answer)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, ready_secrets: Path) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("any-request")
    shutil.copytree(ready_secrets, folder / "secrets")
    made = Asked(folder)
    yield made
    made.runner.close()
    made.product.close()


@settings(max_examples=120)
@given(
    st.sampled_from(POSTS), st.integers(0, 2), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5), st.booleans()
)
def test_any_json(asked: Asked, route: str, caller: int, body: dict[str, Any], known: bool) -> None:
    sent = asked.known | body if known else body
    content = json.dumps(sent).encode()

    asked("POST", f"/api/{route}", content, {"Content-Type": "application/json", **asked.callers()[caller]})


@settings(max_examples=80)
@given(st.sampled_from(POSTS), st.integers(0, 2), st.binary(max_size=200))
def test_any_bytes(asked: Asked, route: str, caller: int, content: bytes) -> None:
    asked("POST", f"/api/{route}", content, {"Content-Type": "application/json", **asked.callers()[caller]})


@settings(max_examples=120)
@given(
    st.sampled_from([*(("POST", route) for route in POSTS), *(("GET", route) for route in GETS)]),
    st.integers(0, 2),
    st.dictionaries(st.sampled_from(HEADERS), HEADER_TEXT, min_size=1, max_size=4),
)
def test_any_headers(asked: Asked, where: tuple[str, str], caller: int, headers: dict[str, str]) -> None:
    asked(where[0], f"/api/{where[1]}", b"{}" if where[0] == "POST" else b"", {**asked.callers()[caller], **headers})


@settings(max_examples=120)
@given(
    st.sampled_from(GETS),
    st.integers(0, 2),
    st.dictionaries(
        st.sampled_from(["limit", "after", "widget", "format", "call_id", "x"])
        | st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=5).filter(lambda name: name != "wait"),
        st.text("abcdefABCDEF0123456789_-.~", max_size=60),
        max_size=3,
    ),
)
def test_any_query(asked: Asked, route: str, caller: int, query: dict[str, str]) -> None:
    path = f"/api/{route}" + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")

    asked("GET", path, b"", asked.callers()[caller])

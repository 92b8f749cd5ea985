"""Paths and the ids in them: one spelling behind the door, and nothing outside the folder that is served."""

import asyncio
import re
from pathlib import Path
from urllib.parse import unquote

import azure.functions as func
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions import operator_pages
from functions.call_ids import call_id_in, participant_id_in
from local.paths import PathError, canonical_path, escaped_path
from shared.errors import CallNotFound, ParticipantNotFound
from shared.ids import as_call_id, as_participant_id
from tests.functions.product import Product
from tests.properties.texts import ANYTHING, VISIBLE, slipped

PIECES = st.sampled_from(
    ["/", "..", ".", "%2e", "%2E%2E", "%2f", "%2F", "%5c", "\\", "%00", "%", "%c0%af", "%25", "a", "operator", "api",
     "assets", "index.html", ";", "~", "%ff", "%e2%80%ae", "?", "#", "//", "file", "secret.txt"]
)  # fmt: skip
PATHS = st.lists(PIECES, max_size=8).map(lambda pieces: "/" + "".join(pieces)) | ANYTHING | VISIBLE.map("/{}".format)
IDS = st.from_regex(r"(call|part)_[0-9a-f]{32}", fullmatch=True)


def _canonical(raw: str) -> str | None:
    try:
        return canonical_path(raw)
    except PathError:
        return None


@given(PATHS)
def test_a_path_has_one_form_that_stays_as_it_is(raw: str) -> None:
    path = _canonical(raw)
    if path is None:
        assert not raw.startswith("/") or "\0" in unquote(raw)
        return

    assert path.startswith("/")
    assert not {"..", "."} & set(path.split("/"))
    assert "\0" not in path


@given(PATHS)
def test_what_is_sent_on_is_read_as_the_same_path(raw: str) -> None:
    """But for a segment that is no UTF-8, which is handed on as it came and is found nowhere."""
    path = _canonical(raw)

    if path is not None and not any("\ud800" <= char <= "\udfff" for char in path) and "%" not in path:
        assert _canonical(escaped_path(path)) == path


@given(IDS | ANYTHING | slipped("call_" + "0a" * 16, "0123456789abcdefgG_-\n "))
def test_an_id_is_one_or_is_not_found(text: str) -> None:
    call, participant = as_call_id(text), as_participant_id(text)

    assert (call is not None) == bool(re.fullmatch(r"call_[0-9a-f]{32}", text))
    assert (participant is not None) == bool(re.fullmatch(r"part_[0-9a-f]{32}", text))
    if call is None:
        with pytest.raises(CallNotFound):
            call_id_in(text)
    else:
        assert call_id_in(text) == call == text
    if participant is None:
        with pytest.raises(ParticipantNotFound):
            participant_id_in(text)
    else:
        assert participant_id_in(text) == participant == text


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files, beside one that is nobody's business."""
    root = tmp_path_factory.mktemp("pages")
    (root / "secret.txt").write_text("secret")
    (root / "dist" / "assets").mkdir(parents=True)
    (root / "dist" / "index.html").write_text("served")
    (root / "dist" / "assets" / "file").write_text("served")
    (root / "dist-of-others").mkdir()
    (root / "dist-of-others" / "file").write_text("secret")
    return root / "dist"


@given(PATHS | st.sampled_from(["assets/file", "index.html", "/etc/passwd", "../dist-of-others/file", "../secret.txt"]))
def test_nothing_but_the_apps_files_is_served(pages: Path, product: Product, path: str) -> None:
    asked = func.HttpRequest(
        "GET", "https://assist.bank.example/operator/x", route_params={"path": unquote(path).lstrip("/")}, body=b""
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operator_pages, "FILES", pages)
        answer = asyncio.run(operator_pages.operator_pages(asked, product.app))

    assert answer.status_code in {200, 308, 404}
    assert answer.get_body() == (b"served" if answer.status_code == 200 else b"")

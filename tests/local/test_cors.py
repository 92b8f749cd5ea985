"""CORS, as the platform would answer."""

import httpx
import pytest

from local.cors import Cors
from tests.local.in_process import client_of, show

_CORS = Cors(show, ["https://bank.example"])
_PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,authorization"}


async def _ask(method: str, path: str = "/", app: Cors = _CORS, **headers: str) -> httpx.Response:
    async with client_of(app) as client:
        return await client.request(method, path, headers=headers)


def _granted(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("access-control-")}


async def test_a_preflight_from_an_allowed_origin_gets_what_it_asks_for() -> None:
    answer = await _ask("OPTIONS", Origin="https://bank.example", **_PREFLIGHT)

    assert answer.status_code == 204
    assert _granted(answer) == {
        "access-control-allow-origin": "https://bank.example",
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "content-type,authorization",
    }
    assert answer.headers["vary"] == "Origin"


async def test_a_preflight_from_elsewhere_gets_nothing() -> None:
    answer = await _ask("OPTIONS", Origin="https://evil.example", **_PREFLIGHT)

    assert (answer.status_code, _granted(answer)) == (204, {})


async def test_an_answer_to_an_allowed_origin_names_it_and_never_allows_credentials() -> None:
    answer = await _ask("GET", Origin="https://bank.example")

    assert _granted(answer) == {"access-control-allow-origin": "https://bank.example"}
    assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize("origin", ["https://evil.example", "https://bank.example.evil.example", "null"])
async def test_an_answer_to_another_origin_names_none(origin: str) -> None:
    answer = await _ask("GET", Origin=origin)

    assert (answer.status_code, _granted(answer)) == (200, {})


async def test_an_origin_named_by_the_function_stands() -> None:
    answer = await _ask("GET", "/?origin=*", Origin="https://bank.example")

    assert _granted(answer) == {"access-control-allow-origin": "*"}


async def test_without_allowed_origins_there_is_no_cors() -> None:
    answer = await _ask("OPTIONS", app=Cors(show, []), Origin="https://bank.example", **_PREFLIGHT)

    assert (answer.status_code, _granted(answer)) == (200, {})

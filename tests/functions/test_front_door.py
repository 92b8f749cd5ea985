"""Only what came through our Front Door gets in."""

import pytest

from tests.functions.contract_document import EVERYWHERE
from tests.functions.product import FRONT_DOOR_ID, Product, principal

OTHERS = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "door",
    [{}, {"X-Azure-FDID": ""}, {"X-Azure-FDID": OTHERS}, {"X-Azure-FDID": f"{FRONT_DOOR_ID},{FRONT_DOOR_ID}"},
     {"X-Azure-FDID": FRONT_DOOR_ID[:-1]}, {"X-Azure-FDID": FRONT_DOOR_ID + " "}, {"X-Azure-FDID": "ž" * 36}],
    ids=["absent", "empty", "another", "twice", "cut", "blank", "not-ascii"],
)  # fmt: skip
async def test_whoever_comes_another_way_gets_403_without_a_word(product: Product, door: dict[str, str]) -> None:
    """On every route, whoever asks, before anything is looked at."""
    headers = {**principal("operator-1"), "X-Azure-SocketIP": "192.0.2.1", "Content-Type": "application/json"}
    for route in product.routes:
        path = "/" + route.path.replace("{call_id}", "call_" + "0" * 32).replace("{*path}", "index.html")
        answer = await product.send(route.method, path, b"{}", {**headers, **door})

        assert (answer.status_code, answer.content) == (403, b""), route.name
        for name, value in EVERYWHERE.items():
            assert answer.headers[name] == value
        assert answer.headers["cache-control"] == "no-store"
    assert product.store_requests == []


async def test_our_own_gets_in(product: Product) -> None:
    answer = await product.send("GET", "/api/health", headers={"X-Azure-FDID": FRONT_DOOR_ID})

    assert answer.status_code == 200

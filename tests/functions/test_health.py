"""GET /api/health and GET /api/health/ready."""

import tomllib
from pathlib import Path

import pytest

from tests.functions.people import Customer
from tests.functions.product import Product, fine
from tests.functions.watched_ports import WatchedCalls


def test_the_app_says_that_it_runs_and_which_version(customer: Customer) -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert fine(customer.get("/api/health")) == {"status": "ok", "version": project["version"]}


def test_every_neighbour_is_named(customer: Customer) -> None:
    ok = {"store": "ok", "secrets": "ok", "calls": "ok"}

    assert fine(customer.get("/api/health/ready")) == {"status": "ok", "neighbours": ok}


@pytest.mark.parametrize("away", ["store", "calls"])
async def test_a_neighbour_that_is_away_is_named_and_the_app_not_ready(product: Product, away: str) -> None:
    (product.documents.watch if away == "store" else product.calls).away = True

    answer = await product.ask("GET", "/api/health/ready")

    ready = fine(answer, 503)
    assert ready["status"] == "unavailable"
    assert ready["neighbours"] == {"store": "ok", "secrets": "ok", "calls": "ok"} | {away: "away"}


async def test_neighbours_are_asked_every_ten_seconds_at_most(product: Product) -> None:
    assert isinstance(product.calls, WatchedCalls)
    fine(await product.ask("GET", "/api/health/ready"))
    product.calls.away = True
    product.clock.forward(9.999)
    fine(await product.ask("GET", "/api/health/ready"))
    product.clock.forward(0.001)

    fine(await product.ask("GET", "/api/health/ready"), 503)


async def test_the_app_runs_also_when_no_neighbour_does(product: Product) -> None:
    product.documents.watch.away = product.calls.away = True

    fine(await product.ask("GET", "/api/health"))

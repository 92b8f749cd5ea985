"""The product as it is run, with budgets that no fuzzing spends."""

from collections.abc import Iterator

import pytest

from tests.e2e.hosts import running_host
from tests.functions.product import FRONT_DOOR_ID

_GENEROUS = {"NETWORK_FAILURES_10M": "1000000", "NETWORK_FAILURES_DAY": "1000000"}


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    with running_host(FRONT_DOOR_ID=FRONT_DOOR_ID, LOG_LEVEL="WARNING", REFUSAL_FLOOR_MS="0", **_GENEROUS) as started:
        yield started

"""The clock of the neighbours that have one, and Cosmos DB's stand-in."""

import pytest

from tests.partners.cosmos_fixtures import (
    cosmos,
    cosmos_account,
    cosmos_documents,
    cosmos_front,
    cosmos_front_of_session,
)
from tests.unit.held_clock import HeldClock

__all__ = ["clock", "cosmos", "cosmos_account", "cosmos_documents", "cosmos_front", "cosmos_front_of_session"]


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()

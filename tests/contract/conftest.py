"""The clock of the neighbours that have one."""

import pytest

from tests.unit.held_clock import HeldClock


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()

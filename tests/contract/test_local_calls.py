"""The local call service keeps every promise of its port."""

import pytest

from shared.adapters.local_calls import LocalCalls
from shared.instants import Instant
from tests.contract.call_service import CallServiceContract
from tests.unit.held_clock import HeldClock


class TestLocalCalls(CallServiceContract):
    @pytest.fixture
    def service(self, clock: HeldClock) -> LocalCalls:
        return LocalCalls(clock)

    @pytest.fixture
    def now(self, clock: HeldClock) -> Instant:
        return clock()

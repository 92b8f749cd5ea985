"""The model's store keeps every promise of the port: what the explorer proves is not proven of a friendlier store."""

import pytest

from tests.contract.document_store import DocumentStoreContract, TimePasses
from tests.model.memory_documents import MemoryDocuments
from tests.unit.held_clock import HeldClock


class TestMemoryDocuments(DocumentStoreContract):
    @pytest.fixture
    def clock(self) -> HeldClock:
        return HeldClock()

    @pytest.fixture
    def store(self, clock: HeldClock) -> MemoryDocuments:
        return MemoryDocuments(clock)

    @pytest.fixture
    def time_passes(self, clock: HeldClock) -> TimePasses:
        async def forward(seconds: float) -> None:
            clock.forward(seconds)

        return forward

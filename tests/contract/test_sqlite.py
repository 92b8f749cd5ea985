"""The embedded store keeps every promise of the ports that it stands behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.adapters.sqlite.audit import SqliteAudit
from shared.adapters.sqlite.database import Database
from shared.adapters.sqlite.documents import SqliteDocuments
from shared.adapters.sqlite.signals import SqliteSignals
from tests.contract.audit_log import AuditLogContract
from tests.contract.document_store import DocumentStoreContract, TimePasses, UnreachableStoreContract
from tests.contract.signal_post import SignalPostContract
from tests.unit.held_clock import HeldClock


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "data" / "assisted-chat.db")
    yield opened
    opened.close()


class TestSqliteDocuments(DocumentStoreContract):
    @pytest.fixture
    def store(self, database: Database, clock: HeldClock) -> SqliteDocuments:
        return SqliteDocuments(database, clock)

    @pytest.fixture
    def time_passes(self, clock: HeldClock) -> TimePasses:
        async def forward(seconds: float) -> None:
            clock.forward(seconds)

        return forward


class TestSqliteThatCannotBeOpened(UnreachableStoreContract):
    @pytest.fixture
    def unreachable(self, tmp_path: Path, clock: HeldClock) -> Iterator[SqliteDocuments]:
        (tmp_path / "file").write_text("no folder")
        opened = Database(tmp_path / "file" / "assisted-chat.db")
        yield SqliteDocuments(opened, clock)
        opened.close()


class TestSqliteThatIsNoDatabase(UnreachableStoreContract):
    @pytest.fixture
    def unreachable(self, tmp_path: Path, clock: HeldClock) -> Iterator[SqliteDocuments]:
        (tmp_path / "assisted-chat.db").write_bytes(b"this is no database" * 1000)
        opened = Database(tmp_path / "assisted-chat.db")
        yield SqliteDocuments(opened, clock)
        opened.close()


class TestSqliteAudit(AuditLogContract):
    @pytest.fixture
    def audit(self, database: Database) -> SqliteAudit:
        return SqliteAudit(database)


class TestSqliteSignals(SignalPostContract):
    @pytest.fixture
    def post(self, database: Database, clock: HeldClock) -> SqliteSignals:
        return SqliteSignals(database, clock)

"""Settings -> ports. The only file that names adapters; each is imported when it is chosen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from shared.instants import Instant
from shared.ledger import sweep_outboxes
from shared.ports import Ports
from shared.settings import Settings, SettingsError

Clock = Callable[[], Instant]
_SWEEPS = 50
"""How often an upkeep sweeps at most: a hundred calls each time."""


@dataclass(frozen=True, slots=True)
class Wired:
    """The ports, the upkeep that a timer does each minute, and how to let go of everything."""

    ports: Ports
    upkeep: Callable[[], Awaitable[None]]
    close: Callable[[], None]


def wire(settings: Settings, clock: Clock) -> Wired:
    """Choose the adapters. Connects to nothing: each does so when first used. Raises SettingsError."""
    from shared.adapters.file_secrets import FileSecrets
    from shared.adapters.local_calls import LocalCalls
    from shared.adapters.sqlite.audit import SqliteAudit
    from shared.adapters.sqlite.database import Database
    from shared.adapters.sqlite.documents import SqliteDocuments
    from shared.adapters.sqlite.signals import SqliteSignals

    chosen = settings.adapters
    for name, value, offered in (
        ("STORE", chosen.store, "sqlite"),
        ("CALLS", chosen.calls, "local"),
        ("SECRETS", chosen.secrets, "file"),
    ):
        if value != offered:
            raise SettingsError(f"{name}={value}: this build has {offered} alone")
    database = Database(chosen.data_dir / "assisted-chat.db")
    documents, signals = SqliteDocuments(database, clock), SqliteSignals(database, clock)
    ports = Ports(
        documents=documents,
        audit=SqliteAudit(database),
        secrets=FileSecrets(chosen.data_dir / "secrets"),
        calls=LocalCalls(clock),
        signals=signals,
        policies=settings.policies,
    )

    async def upkeep() -> None:
        for _ in range(_SWEEPS):
            if not await sweep_outboxes(ports):
                break
        await documents.purge()
        await signals.purge(settings.policies.lifetimes.call_seconds)

    return Wired(ports, upkeep, database.close)

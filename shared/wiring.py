"""Settings -> ports. The only file that names adapters; each is imported when it is chosen."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from shared.doctor.unsafe import unsafe
from shared.instants import Instant
from shared.ports import AuditLog, CallService, DocumentStore, Ports, SecretStore, SignalPost
from shared.settings import Settings
from shared.usecases.examination import Rounds
from shared.usecases.upkeep import upkeep

if TYPE_CHECKING:
    from shared.adapters.acs.access import ByConnectionString, ByIdentity
    from shared.adapters.azure.credential import Credential
    from shared.adapters.key_vault.secrets import KeyVaultSecrets

UPKEEP_SECONDS = 45.0
"""Less than the minute after which the platform ends a function, and the worker with it (host.json)."""
_log = logging.getLogger(__name__)
Clock = Callable[[], Instant]
Work = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Wired:
    """The ports, the upkeep that a timer does each minute (each hour with the doctor), and how to let go of all."""

    ports: Ports
    upkeep: Callable[[], Awaitable[None]]
    close: Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Store:
    documents: DocumentStore
    audit: AuditLog
    signals: SignalPost | None = None
    purges: tuple[Work, ...] = ()


def wire(settings: Settings, clock: Clock) -> Wired:
    """Choose the adapters. Connects to nothing: each does so when first used."""
    wiring = _Wiring(settings, clock)
    store = wiring.store()
    secrets = wiring.secrets()
    ports = Ports(
        documents=store.documents,
        audit=store.audit,
        secrets=secrets,
        calls=wiring.calls(),
        signals=store.signals if settings.adapters.calls == "local" else None,
        policies=settings.policies,
    )

    rounds = Rounds(tuple(unsafe(settings)), settings.environment)

    async def minutely() -> None:
        try:
            async with asyncio.timeout(UPKEEP_SECONDS):
                await upkeep(ports, clock())
                for purge in store.purges:
                    await purge()
                await rounds.make(ports, clock())
        except TimeoutError:
            _log.warning("the upkeep takes too long: a neighbour is slow; the next minute goes on with it")

    return Wired(ports, minutely, wiring.closing.aclose)


class _Wiring:
    """One choice a method; what is opened is noted in `closing`."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self.closing = AsyncExitStack()

    def store(self) -> _Store:
        """Documents and audit; signals where the store carries them."""
        return self._cosmos() if self._settings.adapters.store == "cosmos" else self._sqlite()

    def secrets(self) -> SecretStore:
        """Signing keys and peppers."""
        if self._settings.adapters.secrets == "key_vault":
            return self._vault
        from shared.adapters.file_secrets import FileSecrets

        return FileSecrets(self._settings.adapters.data_dir / "secrets")

    def calls(self) -> CallService:
        """What carries voice and pictures."""
        if self._settings.adapters.calls == "local":
            from shared.adapters.local_calls import LocalCalls

            return LocalCalls(self._clock)
        from shared.adapters.acs.calls import AcsCalls

        azure = self._settings.azure
        service = AcsCalls(self._acs_access(), azure.ca_file)
        self.closing.push_async_callback(service.close)
        return service

    def _acs_access(self) -> "ByIdentity | ByConnectionString":
        from shared.adapters.acs.access import ByConnectionString, ByIdentity

        secret = self._settings.azure.acs_connection_secret
        if secret is not None:
            return ByConnectionString(partial(self._vault.text, secret))
        return ByIdentity(self._settings.azure.acs_endpoint or "", self._credential)

    def _sqlite(self) -> _Store:
        from shared.adapters.sqlite.audit import SqliteAudit
        from shared.adapters.sqlite.database import Database
        from shared.adapters.sqlite.documents import SqliteDocuments
        from shared.adapters.sqlite.signals import SqliteSignals

        database = Database(self._settings.adapters.data_dir / "assisted-chat.db")
        self.closing.callback(database.close)
        documents, signals = SqliteDocuments(database, self._clock), SqliteSignals(database, self._clock)
        life = self._settings.policies.lifetimes.call_seconds
        return _Store(documents, SqliteAudit(database), signals, (documents.purge, lambda: signals.purge(life)))

    def _cosmos(self) -> _Store:
        from shared.adapters.cosmos.account import CosmosAccount
        from shared.adapters.cosmos.audit import CosmosAudit
        from shared.adapters.cosmos.documents import CosmosDocuments

        azure = self._settings.azure
        access = azure.cosmos_key or self._credential
        account = CosmosAccount(azure.cosmos_endpoint or "", azure.cosmos_database, access, azure.ca_file)
        self.closing.push_async_callback(account.close)
        return _Store(CosmosDocuments(account), CosmosAudit(account))

    @cached_property
    def _vault(self) -> "KeyVaultSecrets":
        from shared.adapters.key_vault.secrets import KeyVaultSecrets

        azure = self._settings.azure
        vault = KeyVaultSecrets(azure.key_vault_url or "", self._credential, self._clock, azure.ca_file)
        self.closing.push_async_callback(vault.close)
        return vault

    @cached_property
    def _credential(self) -> "Credential":
        from shared.adapters.azure.credential import Credential

        credential = Credential(self._settings.azure.credential, self._settings.azure.client_id)
        self.closing.push_async_callback(credential.close)
        return credential

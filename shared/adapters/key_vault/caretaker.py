"""What whoever runs the product does in the vault: make the first secrets, rotate, look. Never shows a value."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from shared.adapters.key_vault.contents import (
    PEM_TYPE,
    PEPPER_SECRET,
    PEPPER_TYPE,
    new_pepper,
    new_signing_key,
    signing_key,
    signing_key_secret,
)
from shared.adapters.key_vault.vault import SecretIsDeletedError, Vault
from shared.adapters.key_vault.versions import Version
from shared.instants import Instant, after_seconds
from shared.signing_keys import KeyPurpose

PEPPER_REST_SECONDS = 1_800
"""Between two peppers: two are accepted, so a third puts the first out. Its turn (8 minutes), the life of the last
PIN made with it and the wait in the lobby (10 minutes each at most) must be over by then.
"""

_HEAD: tuple[str, ...] = ("SECRET", "VERSION", "CREATED", "NOT BEFORE", "EXPIRES", "ENABLED", "KID", "MADE FOR")


class NotDoneError(Exception):
    """One thing was not done; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A secret that the app cannot do without."""

    secret: str
    content_type: str
    make: Callable[[], str]


KEY_KINDS = {purpose: Kind(signing_key_secret(purpose), PEM_TYPE, new_signing_key) for purpose in get_args(KeyPurpose)}
PEPPER_KIND = Kind(PEPPER_SECRET, PEPPER_TYPE, new_pepper)


class Caretaker:
    """Works on one vault. Every method raises Unavailable, after a line in the log, and NotDoneError."""

    def __init__(
        self,
        vault: Vault,
        clock: Callable[[], Instant],
        say: Callable[[str], None],
        environment: str | None = None,
    ) -> None:
        """`vault` as somebody may use it who has the role Key Vault Secrets Officer; `say` takes a line at a time.

        What is made is tagged with `environment`.
        """
        self._vault = vault
        self._clock = clock
        self._say = say
        self._environment = environment

    async def bootstrap(self) -> None:
        """Make what has no version yet and change nothing else."""
        for kind in (*KEY_KINDS.values(), PEPPER_KIND):
            self._say(await self._first(kind))

    async def rotate_key(self, purpose: KeyPurpose) -> None:
        """Add a signing key."""
        kind = KEY_KINDS[purpose]
        usable = await self._usable(kind)
        added = await self._add(kind)
        self._say(f"{kind.secret}: added version {added.id}")
        self._say(f"It is published and verifies within a minute, and signs from {_from(added, usable)}.")
        self._say(
            "Older versions go on verifying. Ten minutes after that no living token needs them: disable them then."
        )

    async def rotate_pepper(self, *, at_once: bool = False) -> None:
        """Add a pepper, not too soon after the last one unless it must be."""
        usable = await self._usable(PEPPER_KIND)
        newest = max((version.created for version in usable), default=Instant(0))
        rested = after_seconds(newest, PEPPER_REST_SECONDS)
        if len(usable) > 1 and self._clock() < rested and not at_once:
            raise NotDoneError(
                f"{PEPPER_SECRET}: the last one was added at {_utc(newest)}; another before {_utc(rested)} would end"
                " PINs and match codes that are in use. Wait, or add --at-once."
            )
        added = await self._add(PEPPER_KIND)
        self._say(f"{PEPPER_SECRET}: added version {added.id}")
        self._say(f"It is accepted within a minute, and used from {_from(added, usable)}.")
        self._say("The one before it stays accepted; leave it enabled for half an hour at least.")

    async def overview(self) -> None:
        """A table of all secrets and their versions, newest first."""
        rows = [_HEAD]
        for secret in await self._vault.names():
            rows += await self._rows(secret)
        widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
        for row in rows:
            self._say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    async def _first(self, kind: Kind) -> str:
        versions = await self._versions(kind.secret)
        usable = [version for version in versions if version.usable(self._clock())]
        if usable:
            return f"{kind.secret}: there already ({_counted(usable)}), unchanged"
        if versions:
            raise NotDoneError(
                f"{kind.secret}: {_counted(versions)}, all disabled or expired. Enable one with"
                f" az keyvault secret set-attributes, or add one: rotate-{'pepper' if kind is PEPPER_KIND else 'key'}."
            )
        return f"{kind.secret}: made version {(await self._add(kind)).id}"

    async def _usable(self, kind: Kind) -> list[Version]:
        versions = await self._versions(kind.secret)
        if not versions:
            raise NotDoneError(f"{kind.secret}: there is none to rotate. Run bootstrap first.")
        return [version for version in versions if version.usable(self._clock())]

    async def _add(self, kind: Kind) -> Version:
        value = await asyncio.to_thread(kind.make)
        try:
            return await self._vault.add(kind.secret, value, kind.content_type, self._environment)
        except SecretIsDeletedError:
            raise NotDoneError(
                f"{kind.secret}: deleted, and its name is kept until it is purged. Bring it back with"
                f" az keyvault secret recover --name {kind.secret} --id {self._vault.url}/deletedsecrets/{kind.secret}"
            ) from None

    async def _versions(self, secret: str) -> Sequence[Version]:
        versions, _ = await self._vault.read(secret, lambda _: ())
        return versions

    async def _rows(self, secret: str) -> list[tuple[str, ...]]:
        """Signing keys alone are read, for their thumbprint."""
        keys = secret in {kind.secret for kind in KEY_KINDS.values()}
        versions, values = await self._vault.read(
            secret, lambda all_: [version for version in all_ if keys and version.enabled]
        )
        kids = {version_id: await asyncio.to_thread(_kid, value) for version_id, value in values.items()}
        return [
            (
                version.secret,
                version.id,
                _utc(version.created),
                _utc(version.not_before),
                _utc(version.expires),
                "yes" if version.enabled else "no",
                kids.get(version.id, "-"),
                version.environment or "-",
            )
            for version in sorted(versions, key=lambda version: (version.created, version.id), reverse=True)
        ]


def _kid(value: str) -> str:
    try:
        return signing_key(value).kid
    except ValueError as error:
        return f"refused: {error}"


def _from(added: Version, others: Sequence[Version]) -> str:
    return _utc(added.turn) if others else "now on, since no other is usable"


def _counted(versions: Sequence[Version]) -> str:
    return "1 version" if len(versions) == 1 else f"{len(versions)} versions"


def _utc(moment: Instant | None) -> str:
    """Whole seconds, as the vault has them."""
    return "-" if moment is None else datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%d %H:%M:%SZ")

"""One secret as the store reads it: its versions with what they hold, each value fetched once."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Generic

from shared.adapters.key_vault.vault import Vault
from shared.adapters.key_vault.versions import Content, Held, Version
from shared.instants import Instant

_log = logging.getLogger(__name__)


class Reading(Generic[Content]):
    """Called, it reads. A version never changes what it holds, so what was read and judged once is not read again."""

    def __init__(
        self,
        vault: Vault,
        secret: str,
        parse: Callable[[Version, str], Content],
        clock: Callable[[], Instant],
        *,
        newest_alone: bool = False,
    ) -> None:
        """`parse` runs off the event loop and raises ValueError with a sentence that repeats nothing of the text."""
        self._vault = vault
        self._secret = secret
        self._parse = parse
        self._clock = clock
        self._newest_alone = newest_alone
        self._judged: dict[str, Content | None] = {}

    async def __call__(self) -> tuple[Held[Content], ...]:
        """The usable versions that hold what they should. Raises Unavailable."""
        versions, values = await self._vault.read(self._secret, self._unknown)
        told = {version.id: version for version in versions}
        for version_id, value in values.items():
            self._judged[version_id] = await asyncio.to_thread(self._judge, told[version_id], value)
        self._judged = {version_id: content for version_id, content in self._judged.items() if version_id in told}
        return tuple(
            Held(version, content)
            for version in self._wanted(versions)
            if (content := self._judged.get(version.id)) is not None
        )

    def _wanted(self, versions: Sequence[Version]) -> list[Version]:
        now = self._clock()
        usable = [version for version in versions if version.usable(now)]
        if not self._newest_alone:
            return usable
        return sorted((one for one in usable if one.permitted(now)), key=lambda one: one.place)[-1:]

    def _unknown(self, versions: Sequence[Version]) -> Iterable[Version]:
        return [version for version in self._wanted(versions) if version.id not in self._judged]

    def _judge(self, version: Version, value: str) -> Content | None:
        try:
            return self._parse(version, value)
        except ValueError as error:
            # tells nothing: whoever parses says what is wrong and nothing of the text
            _log.error("Key Vault: version %s of the secret %s is refused: %s", version.id, version.secret, error)
            return None

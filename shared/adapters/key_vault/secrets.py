"""`SecretStore` in Azure Key Vault, and what else the app keeps there."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from shared.adapters.azure.credential import Credential
from shared.adapters.key_vault.contents import PEPPER_SECRET, pepper_bytes, signing_key, signing_key_secret
from shared.adapters.key_vault.facts import facts
from shared.adapters.key_vault.kept import Kept
from shared.adapters.key_vault.reading import Reading
from shared.adapters.key_vault.vault import Vault
from shared.adapters.key_vault.versions import Held, Version, shift
from shared.doctor.facts import KeeperFacts
from shared.errors import Unavailable
from shared.instants import Instant, after_seconds
from shared.peppers import Pepper, Peppers
from shared.signing_keys import KeyPurpose, KeyRing, SigningKey

PREVIOUS_SECONDS = 86_400
"""The longest that a call lasts: after it nothing is left that the pepper before made, and a PIN costs a read less."""
_log = logging.getLogger(__name__)


class KeyVaultSecrets:
    """Read on first use, then served from memory and read again behind the uses; a rotation needs no restart."""

    def __init__(
        self, url: str, credential: Credential, clock: Callable[[], Instant], ca_file: Path | None = None
    ) -> None:
        """`url` is `https://NAME.vault.azure.net`; `ca_file` a certificate authority of the bank's own."""
        self._vault = Vault(url, credential, ca_file)
        self._clock = clock
        self._keys: dict[KeyPurpose, Kept[Held[SigningKey]]] = {}
        self._rings: dict[KeyPurpose, KeyRing] = {}
        self._peppers = Kept(Reading(self._vault, PEPPER_SECRET, _pepper, clock), clock)
        self._texts: dict[str, Kept[Held[str]]] = {}

    async def key_ring(self, purpose: KeyPurpose) -> KeyRing:
        """See `SecretStore.key_ring`. A key that waits for its turn to sign is in the ring already."""
        secret = signing_key_secret(purpose)
        if purpose not in self._keys:
            self._keys[purpose] = Kept(Reading(self._vault, secret, _signing_key, self._clock), self._clock)
        now = shift(await self._keys[purpose].items(), self._clock())
        if now is None:
            self._lacks(secret)
        # The last key of a ring signs.
        keys = (*now.before, *now.after, now.maker)
        if purpose not in self._rings or self._rings[purpose].keys != keys:
            self._rings[purpose] = KeyRing(keys)
        return self._rings[purpose]

    async def peppers(self) -> Peppers:
        """See `SecretStore.peppers`. While a newer pepper waits for its turn, it is the other that is accepted."""
        held = await self._peppers.items()
        now = shift(held, self._clock())
        if now is None:
            self._lacks(PEPPER_SECRET)
        turn = next(one.version.turn for one in held if one.content is now.maker)
        before = now.before[-1:] if self._clock() < after_seconds(turn, PREVIOUS_SECONDS) else ()
        return Peppers(now.maker, *(now.after[:1] or before))

    async def ping(self) -> None:
        """See `SecretStore.ping`: what versions a secret has, which the app's role may ask."""
        await self._vault.read(PEPPER_SECRET, lambda _: ())

    async def facts(self) -> KeeperFacts:
        """See `SecretStore.facts`."""
        return await facts(self._vault, self._clock)

    async def text(self, secret: str, *, fresh: bool = False) -> str:
        """The newest usable version of any other secret, at once when there is a newer one.

        `fresh` is for who was refused with the text that was served: it asks the vault, and raises Unavailable
        where that is away.
        """
        if secret not in self._texts:
            reading = Reading(self._vault, secret, _text, self._clock, newest_alone=True)
            self._texts[secret] = Kept(reading, self._clock)
        kept = self._texts[secret]
        for held in await (kept.fresh() if fresh else kept.items()):
            if held.version.usable(self._clock()):
                return held.content
        _log.error(
            "Key Vault has no usable version of the secret %s (KEY_VAULT_URL=%s): put it there with"
            " az keyvault secret set",
            secret,
            self._vault.url,
        )
        raise Unavailable

    async def close(self) -> None:
        """Give up what is being read, and let go of the connections."""
        for keys in self._keys.values():
            await keys.close()
        await self._peppers.close()
        for text in self._texts.values():
            await text.close()
        await self._vault.close()

    def _lacks(self, secret: str) -> NoReturn:
        _log.error(
            "Key Vault has no usable version of the secret %s (KEY_VAULT_URL=%s): make the first with"
            " python scripts/vault_secrets.py bootstrap --vault-url %s",
            secret,
            self._vault.url,
            self._vault.url,
        )
        raise Unavailable


def _signing_key(version: Version, text: str) -> SigningKey:
    del version
    return signing_key(text)


def _pepper(version: Version, text: str) -> Pepper:
    return Pepper(version.id, pepper_bytes(text))


def _text(version: Version, text: str) -> str:
    del version
    return text

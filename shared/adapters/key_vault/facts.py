"""What may be told of the secrets in the vault."""

import asyncio
from collections.abc import Callable
from typing import get_args

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from shared.adapters.key_vault.contents import PEPPER_SECRET, pepper_bytes, signing_key_secret
from shared.adapters.key_vault.vault import Vault
from shared.adapters.key_vault.versions import Version
from shared.doctor.facts import KeeperFacts, SecretFact, fingerprint
from shared.instants import Instant
from shared.peppers import Pepper
from shared.signing_keys import KeyPurpose, SigningKey


async def facts(vault: Vault, clock: Callable[[], Instant]) -> KeeperFacts:
    """Of every usable version that can be read as what it should be, whether or not the app takes it; raises
    Unavailable.
    """
    told = [
        await _of(vault, PEPPER_SECRET, _of_pepper, clock),
        *[await _of(vault, signing_key_secret(purpose), _of_key, clock) for purpose in get_args(KeyPurpose)],
    ]
    theirs = await vault.clock(PEPPER_SECRET)
    ahead = None if theirs is None else clock() - theirs
    return KeeperFacts(tuple(fact for some in told for fact in some), ahead)


async def _of(
    vault: Vault, secret: str, parse: Callable[[Version, str], SecretFact | None], clock: Callable[[], Instant]
) -> list[SecretFact]:
    versions, values = await vault.read(secret, lambda all_: [one for one in all_ if one.usable(clock())])
    read = [await asyncio.to_thread(parse, version, values[version.id]) for version in versions if version.id in values]
    return [fact for fact in read if fact is not None]


def _of_pepper(version: Version, text: str) -> SecretFact | None:
    try:
        pepper = Pepper(version.id, pepper_bytes(text))
    except ValueError:
        return None
    return SecretFact("pepper", version.secret, version.id, version.created, fingerprint(pepper), version.environment)


def _of_key(version: Version, text: str) -> SecretFact | None:
    """Of a key that is too small as well, which `signing_key` refuses."""
    try:
        private = load_pem_private_key(text.encode(), password=None, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if not isinstance(private, RSAPrivateKey):
        return None
    kid = SigningKey(private).kid
    return SecretFact(
        "signing-key", version.secret, version.id, version.created, kid, version.environment, private.key_size
    )

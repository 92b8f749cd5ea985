"""`SecretStore` in a folder: signing keys as PEM files, peppers as raw bytes, readable by their owner alone.

Made on first use. A newer file rotates: the newest key signs, all verify; the newest pepper makes, and the
one before it is accepted as well. Files sort by name, and a name starts with when it was made.
"""

import asyncio
import fcntl
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, get_args

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from shared.doctor.facts import KeeperFacts, SecretFact, fingerprint
from shared.errors import Unavailable
from shared.instants import Instant
from shared.peppers import Pepper, Peppers
from shared.signing_keys import RSA_BITS, KeyPurpose, KeyRing, SigningKey

PEPPER_BYTES = 32
_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class FileSecrets:
    """Secrets of a laptop. Read once, then served from memory; restart to pick up a rotation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rings: dict[KeyPurpose, KeyRing] = {}
        self._peppers: Peppers | None = None
        self._reading = asyncio.Lock()

    async def key_ring(self, purpose: KeyPurpose) -> KeyRing:
        """See `SecretStore.key_ring`."""
        async with self._reading:
            if purpose not in self._rings:
                self._rings[purpose] = await _off_the_loop(self._read_ring, purpose)
            return self._rings[purpose]

    async def peppers(self) -> Peppers:
        """See `SecretStore.peppers`."""
        async with self._reading:
            if self._peppers is None:
                self._peppers = await _off_the_loop(self._read_peppers)
            return self._peppers

    async def ping(self) -> None:
        """See `SecretStore.ping`: the folder can be made or is there."""
        await _off_the_loop(self._look)

    async def facts(self) -> KeeperFacts:
        """See `SecretStore.facts`; the clock of a folder is ours."""
        return await _off_the_loop(self._facts)

    def rotate_key(self, purpose: KeyPurpose) -> None:
        """Add a signing key; it signs after the next start."""
        key = generate_private_key(public_exponent=65537, key_size=RSA_BITS)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._write(f"{purpose}-key", ".pem", pem)

    def rotate_pepper(self) -> None:
        """Add a pepper; it is used after the next start."""
        self._write("pepper", ".bin", secrets.token_bytes(PEPPER_BYTES))

    def _facts(self) -> KeeperFacts:
        keys = [
            SecretFact("signing-key", f"{purpose}-key", path.name, _made(path), SigningKey(key).kid, bits=key.key_size)
            for purpose in get_args(KeyPurpose)
            for path in self._files(f"{purpose}-key-*.pem")
            for key in [_rsa_key(path)]
        ]
        peppers = [
            SecretFact("pepper", "pepper", path.name, _made(path), fingerprint(_pepper(path)))
            for path in self._files("pepper-*.bin")[-2:]
        ]
        return KeeperFacts((*keys, *peppers))

    def _look(self) -> None:
        with self._alone():
            pass

    def _read_ring(self, purpose: KeyPurpose) -> KeyRing:
        pattern = f"{purpose}-key-*.pem"
        with self._alone():
            if not self._files(pattern):
                self.rotate_key(purpose)
        return KeyRing(tuple(SigningKey(_rsa_key(path)) for path in self._files(pattern)))

    def _read_peppers(self) -> Peppers:
        with self._alone():
            if not self._files("pepper-*.bin"):
                self.rotate_pepper()
        newest = [_pepper(path) for path in self._files("pepper-*.bin")[-2:]]
        return Peppers(*reversed(newest))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two processes that start together on an empty folder must make one key, not two."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _files(self, pattern: str) -> list[Path]:
        return sorted(self._folder.glob(pattern))

    def _write(self, prefix: str, suffix: str, content: bytes) -> None:
        """A new file appears whole or not at all, with mode 0600 from the start."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{prefix}-{time.time_ns():020d}{suffix}"
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        unfinished.rename(path)


def _rsa_key(path: Path) -> RSAPrivateKey:
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError(f"{path.name} is not a private key in PEM") from None
    if not isinstance(private, RSAPrivateKey) or private.key_size < RSA_BITS:
        raise ValueError(f"{path.name} is not an RSA key of at least {RSA_BITS} bits")
    return private


def _made(path: Path) -> Instant:
    return Instant(int(path.stem.rpartition("-")[2]) // 1_000_000)


def _pepper(path: Path) -> Pepper:
    value = path.read_bytes()
    if len(value) != PEPPER_BYTES:
        raise ValueError(f"{path.name} has not {PEPPER_BYTES} bytes")
    return Pepper(path.stem.removeprefix("pepper-"), value)


async def _off_the_loop(work: Callable[..., _Result], *arguments: KeyPurpose) -> _Result:
    try:
        return await asyncio.to_thread(work, *arguments)
    except (OSError, ValueError) as error:
        # tells nothing: an OSError has a path and a reason, each ValueError here a sentence of ours
        _log.error("the secrets cannot be used: %s", error)
        raise Unavailable from error

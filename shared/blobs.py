"""Blobs that are written once and never change: what evidence is kept in."""

import re
from collections.abc import Sequence
from typing import Protocol

MAX_BLOB_BYTES = 4 * 1024 * 1024
MAX_NAME_LENGTH = 200
_NAME = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
_PREFIX = re.compile(r"[A-Za-z0-9._/-]*")


class BlobStore(Protocol):
    """Bytes by name. A blob appears whole or not at all, and stays as it was written.

    A name is a path: letters and digits of ASCII, dot, underscore and hyphen, in segments between slashes that don't
    end in a dot. Every method may raise `Unavailable` when the store is away; a blob whose creation raised it may be
    there, and creating it again then says False: whoever must know reads it and compares.
    """

    async def create(self, name: str, content: bytes) -> bool:
        """Store a blob of at most `MAX_BLOB_BYTES`.

        False, and nothing changed, when there is one of that name. Raises ValueError for what is no name or too long.
        """
        ...

    async def read(self, name: str) -> bytes | None:
        """What was written under that name, or None when nothing was. Raises ValueError for what is no name."""
        ...

    async def names(self, prefix: str) -> Sequence[str]:
        """All names that start so, in the order of their characters; "" is every name.

        Raises ValueError for what no name can start with.
        """
        ...

    async def ping(self) -> None:
        """Return when the store answers."""
        ...


def require_name(name: str) -> None:
    """Raise ValueError for what is no blob's name."""
    # A segment that ends in a dot is lost on Windows and in some of Azure's own tools.
    bad_end = any(segment.endswith(".") for segment in name.split("/"))
    if len(name) > MAX_NAME_LENGTH or bad_end or not _NAME.fullmatch(name):
        raise ValueError("not a blob's name")


def require_prefix(prefix: str) -> None:
    """Raise ValueError for what no blob's name starts with."""
    if len(prefix) > MAX_NAME_LENGTH or not _PREFIX.fullmatch(prefix):
        raise ValueError("not the start of a blob's name")


def require_content(content: bytes) -> None:
    """Raise ValueError for more than a blob may hold."""
    if len(content) > MAX_BLOB_BYTES:
        raise ValueError(f"a blob holds at most {MAX_BLOB_BYTES} bytes")

"""`BlobStore` in a folder: a file each, readable by its owner alone.

All lie in the one folder, `/` written as `=`, which no name has: so `a` and `a/b` can both be there, as they can in
Azure, and no name leads out of the folder.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from shared.blobs import require_content, require_name, require_prefix
from shared.errors import Unavailable

_UNFINISHED = "~"
"""What the file of a blob begins with until it is whole; no name has it."""
_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class BlobFolder:
    """Blobs of a laptop. Another process may work on the same folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def create(self, name: str, content: bytes) -> bool:
        """See `BlobStore.create`."""
        require_name(name)
        require_content(content)
        return await _off_the_loop(lambda: self._create(name, content))

    async def read(self, name: str) -> bytes | None:
        """See `BlobStore.read`."""
        require_name(name)
        return await _off_the_loop(lambda: self._read(name))

    async def names(self, prefix: str) -> Sequence[str]:
        """See `BlobStore.names`."""
        require_prefix(prefix)
        return await _off_the_loop(lambda: [name for name in self._names() if name.startswith(prefix)])

    async def ping(self) -> None:
        """See `BlobStore.ping`."""
        await _off_the_loop(self._names)

    def _create(self, name: str, content: bytes) -> bool:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self._folder / f"{_UNFINISHED}{uuid4().hex}"
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            return _gets_its_name(unfinished, self._path(name))
        finally:
            unfinished.unlink()

    def _read(self, name: str) -> bytes | None:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def _names(self) -> list[str]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = (entry.name for entry in os.scandir(self._folder))
        return sorted(file.replace("=", "/") for file in files if not file.startswith(_UNFINISHED))

    def _path(self, name: str) -> Path:
        return self._folder / name.replace("/", "=")


def _gets_its_name(unfinished: Path, path: Path) -> bool:
    """A link never replaces, where a rename would: of many at once one gets the name."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return False
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True


async def _off_the_loop(work: Callable[[], _Result]) -> _Result:
    try:
        return await asyncio.to_thread(work)
    except OSError as error:
        # tells nothing: an OSError has a path and a reason
        _log.error("the folder of blobs cannot be used: %s", error)
        raise Unavailable from error

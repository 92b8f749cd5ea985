"""One SQLite file, worked on by one thread of its own, so that the event loop never waits for a disk."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from shared.errors import Unavailable

_Result = TypeVar("_Result")
BUSY_TIMEOUT_SECONDS = 4.0
"""How long a write waits for another process's: under the five seconds that an answer may take."""


class Database:
    """Opens on first use. Another process may work on the same file (write-ahead log, short transactions)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._connection: sqlite3.Connection | None = None

    async def run(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Do the work on the database's thread. Raises Unavailable when the file cannot be used."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._work, work)

    def close(self) -> None:
        """Finish what is under way and let go of the file."""
        self._thread.submit(self._disconnect).result()
        self._thread.shutdown()

    def _work(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        try:
            connection = self._connect()
            with connection:
                return work(connection)
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
            self._disconnect()
            raise Unavailable from error

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Before SQLite opens it: the files that it keeps beside this one take their mode from it.
            with suppress(FileExistsError):
                self._path.touch(mode=0o600, exist_ok=False)
            self._path.chmod(0o600)
            connection = sqlite3.connect(self._path, timeout=BUSY_TIMEOUT_SECONDS)
            self._connection = connection  # already now, so that it is let go of when what follows fails
            _switch_to_write_ahead_log(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(files(__package__).joinpath("schema.sql").read_text())
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _switch_to_write_ahead_log(connection: sqlite3.Connection) -> None:
    """SQLite waits for nobody here, whatever its timeout: of those that open a new file at once, all but one are told
    that it is locked, for the moment that the switch takes.
    """
    until = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.01)
        else:
            return

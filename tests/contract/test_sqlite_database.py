"""What is SQLite's own: one file for many processes, rows that never change, work off the event loop."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import get_ident

import pytest

from shared.adapters.sqlite.audit import SqliteAudit
from shared.adapters.sqlite.database import BUSY_TIMEOUT_SECONDS, Database
from shared.adapters.sqlite.documents import SqliteDocuments
from shared.adapters.sqlite.signals import SqliteSignals
from shared.errors import Unavailable
from shared.ids import new_call_id
from shared.patches import Below, Equals, Increment, Patch, Set
from tests.contract.audit_log import event
from tests.contract.document_store import ALWAYS, made, thing
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse
from tests.unit.held_clock import HeldClock

_TAKE = """
import asyncio, sys
from pathlib import Path
from shared.adapters.sqlite.database import Database
from shared.adapters.sqlite.documents import SqliteDocuments
from shared.patches import Below, Increment, Patch

async def main():
    database = Database(Path(sys.argv[1]))
    store = SqliteDocuments(database, lambda: 1_767_225_600_000)
    await store.create({"id": "thing_shared", "type": "thing", "ttl": 60, "taken": 0})
    print("ready", flush=True)
    sys.stdin.readline()
    take = Patch((Increment(("taken",), 1),), Below(("taken",), 150))
    answers = await asyncio.gather(*(store.patch("thing_shared", take) for _ in range(100)))
    print(sum(answer is not None for answer in answers))
    database.close()

asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "assisted-chat.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database, clock: HeldClock) -> SqliteDocuments:
    return SqliteDocuments(database, clock)


def test_three_processes_on_one_file_take_what_there_is_and_no_more(path: Path) -> None:
    """They also make the file at the same time: each finds it whole."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _TAKE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        taken = []
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        for process in processes:
            said, _ = process.communicate(timeout=30)
            assert process.returncode == 0
            taken.append(int(said))
    finally:
        for process in processes:
            process.kill()
            process.communicate()

    assert sum(taken) == 150


async def test_two_objects_on_one_file_see_each_other_at_once(
    path: Path, store: SqliteDocuments, clock: HeldClock
) -> None:
    other_database = Database(path)
    other = SqliteDocuments(other_database, clock)
    document_id = await made(store, thing(taken=0))
    take = Patch((Increment(("taken",), 1),), Below(("taken",), 50))

    answers = await asyncio.gather(*(each.patch(document_id, take) for each in [store, other] * 50))

    assert sum(answer is not None for answer in answers) == 50
    assert await store.read(document_id) == await other.read(document_id)
    other_database.close()


async def test_whoever_opens_the_file_at_the_same_moment_finds_it_whole(tmp_path: Path, clock: HeldClock) -> None:
    for round_number in range(5):
        databases = [Database(tmp_path / f"{round_number}.db") for _ in range(6)]

        await asyncio.gather(*(SqliteDocuments(opened, clock).ping() for opened in databases))

        for opened in databases:
            opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET body = '{}'",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT id, call_id, at, '{}' FROM audit",
        "INSERT INTO audit SELECT id, call_id, at, '{}' FROM audit WHERE true ON CONFLICT DO UPDATE SET body = '{}'",
    ],
)
async def test_audit_rows_cannot_be_changed_or_deleted_by_whoever_else_opens_the_file(
    path: Path, database: Database, statement: str
) -> None:
    audit, call_id = SqliteAudit(database), new_call_id()
    await audit.append(event(call_id, 100))
    before = await audit.events_of(call_id)

    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.DatabaseError), connection:
        connection.execute(statement)

    assert await audit.events_of(call_id) == before


async def test_what_is_gone_is_dropped_and_nothing_else(store: SqliteDocuments, clock: HeldClock) -> None:
    kept = await made(store, thing(ttl=60))
    await made(store, thing(ttl=2))
    clock.forward(3)

    assert await store.purge() == 1
    assert await store.purge() == 0
    assert await store.read(kept) is not None


async def test_what_was_written_is_there_after_a_restart(path: Path, clock: HeldClock) -> None:
    first = Database(path)
    document = thing(a=1)
    await made(SqliteDocuments(first, clock), document)
    first.close()
    second = Database(path)

    assert await SqliteDocuments(second, clock).read(str(document["id"])) == document
    second.close()


async def test_only_the_owner_may_read_what_is_written(tmp_path: Path, clock: HeldClock) -> None:
    """The file and the logs that SQLite keeps beside it, in whatever folder they lie."""
    folder = tmp_path / "open-to-all"
    folder.mkdir(mode=0o755)
    mask = os.umask(0o022)
    opened = Database(folder / "assisted-chat.db")
    try:
        await made(SqliteDocuments(opened, clock), thing())
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    finally:
        os.umask(mask)
        opened.close()

    assert len(modes) == 3
    assert set(modes.values()) == {0o600}, modes


async def test_a_file_that_is_held_by_another_process_stops_no_other_work(path: Path, store: SqliteDocuments) -> None:
    """Somebody holds the write lock: our write waits for it on a thread, the event loop beats on."""
    document_id = await made(store, thing(a=0))
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        async with pulse() as felt:
            write = asyncio.create_task(store.patch(document_id, Patch((Set(("a",), 1),), ALWAYS)))
            await asyncio.sleep(1)
            assert not write.done()
            holder.execute("COMMIT")
            answer = await write

    assert answer is not None
    assert answer["a"] == 1
    assert felt.longest < BLOCKED_SECONDS


async def test_every_request_leaves_the_event_loop(path: Path, database: Database, clock: HeldClock) -> None:
    """None of them runs a statement on the loop's own thread: a slow disk would stop everybody."""
    threads: set[int] = set()
    run = database.run

    async def watched(work: object) -> object:
        def noting(connection: sqlite3.Connection) -> object:
            threads.add(get_ident())
            return work(connection)  # type: ignore[operator]

        return await run(noting)

    database.run = watched  # type: ignore[method-assign, assignment]
    store, audit, signals = SqliteDocuments(database, clock), SqliteAudit(database), SqliteSignals(database, clock)
    call_id = new_call_id()
    document_id = await made(store, thing())
    await store.read(document_id)
    await store.patch(document_id, Patch((Set(("a",), 1),), ALWAYS))
    await store.calls_of("x", 1, None)
    await store.with_outbox(1)
    await store.ping()
    await store.purge()
    await audit.append(event(call_id, 1))
    await audit.events_of(call_id)
    await signals.send(call_id, "operator", "part_1", "offer", "x")
    await signals.receive(call_id, "part_1", 0)
    await signals.discard(call_id)

    assert threads
    assert get_ident() not in threads


async def test_a_lock_that_is_never_let_go_is_unavailable_while_somebody_still_waits_for_the_answer(
    path: Path, store: SqliteDocuments
) -> None:
    """Five seconds are what an answer may take; the stopwatch below allows for a busy machine."""
    assert BUSY_TIMEOUT_SECONDS < 5
    document_id = await made(store, thing())
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with pytest.raises(Unavailable):
            await store.patch(document_id, Patch((Set(("a",), 1),), Equals(("type",), "thing")))

    assert time.monotonic() - began < 20
    assert await store.patch(document_id, Patch((Set(("a",), 1),), ALWAYS)) is not None

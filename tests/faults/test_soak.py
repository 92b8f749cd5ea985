"""A minute of the soak that `python -m bench soak` does for ten: mixed journeys while neighbours fail.

The lag of the event loop and the slope of memory are told and not judged: here, others have the processor too.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bench import soak as soaking
from bench.soak import soak
from bench.soak_verdict import Figures

MINUTES = 1.0


@pytest.fixture(scope="module")
def figures() -> Figures:
    """Of one run, for all that is asked of it."""
    return soak(MINUTES, workers=6)


def test_no_answer_is_wrong_and_every_journey_ends_where_it_should(
    figures: Figures, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print("\n" + "\n".join(figures.lines()))

    assert figures.tally.wrong == []
    assert set(figures.tally.journeys) == {kind.__name__ for kind, _ in soaking.JOURNEYS}


def test_no_audit_row_is_lost_or_doubled(figures: Figures) -> None:
    assert figures.lost_rows == 0


def test_neighbours_did_fail(figures: Figures) -> None:
    """Else the two above would say nothing."""
    assert figures.heartbeat["failed"] / figures.heartbeat["asked"] == pytest.approx(soaking.FAULTS, abs=0.02)
    assert figures.tally.answers["503"] > 0


def test_a_lost_row_and_a_journey_astray_are_seen(tmp_path: Path) -> None:
    """A store like the product's, of one call: whole, then without one row, then with another end than expected."""
    kept = {"id": "call_1", "type": "call", "state": "ended", "outbox": []}
    kept |= {"generation": 0, "participants": {}, "failures": 0}
    with _store(tmp_path, kept, "call_created", "call_ended") as store:
        assert soaking.audited(store, []) == (0, [])
        astray = soaking.Journey(None, "call_1", expected={"state": "open"})  # type: ignore[arg-type]
        assert soaking.audited(store, [astray]) == (0, ["call_1: state is ended, not open"])
    with _store(tmp_path, kept, "call_created") as store:
        assert soaking.audited(store, [])[0] == 1
    with _store(tmp_path, kept, "call_created", "call_ended", "call_ended") as store:
        assert soaking.audited(store, [])[0] == 1


@contextmanager
def _store(folder: Path, kept: dict[str, object], *events: str) -> Iterator[Path]:
    path = folder / "store.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE documents (id TEXT, body TEXT)")
        connection.execute("CREATE TABLE audit (call_id TEXT, body TEXT)")
        connection.execute("INSERT INTO documents VALUES (?, ?)", (kept["id"], json.dumps(kept)))
        rows = [(kept["id"], json.dumps({"type": event})) for event in events]
        connection.executemany("INSERT INTO audit VALUES (?, ?)", rows)
    yield path
    path.unlink()

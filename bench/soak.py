"""A soak: mixed journeys at the machine's capacity while five in a hundred requests to neighbours fail, run alone.

    python -m bench soak --minutes 10 [--markdown]

The product runs as shipped on the laptop's own store and call service; clients are in this process.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bench.soak_client import Client, Tally, WrongAnswerError
from bench.soak_journeys import JOURNEYS, Journey
from bench.soak_verdict import Figures
from tests.faults.history import changes_told_by
from tests.functions.product import FRONT_DOOR_ID
from tests.local.host_process import HostProcess, environment

WORKERS = 24
"""People at once: on two cores the product then takes three quarters of one, and the clients much of the other."""
FAULTS = 0.05
_SAMPLE_SECONDS = 1.0
_SWEPT_SECONDS = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Sampled:
    """Of the product's process: resident memory by seconds from the start, and the processor's seconds it took."""

    memory: list[tuple[float, float]]
    busy_seconds: float = 0.0


def soak(minutes: float, workers: int = WORKERS, seed: int = 1) -> Figures:
    """Run it, and what came of it."""
    with tempfile.TemporaryDirectory(prefix="assisted-chat-soak-") as folder:
        settings = {"FRONT_DOOR_ID": FRONT_DOOR_ID, "LOG_LEVEL": "ERROR"}
        settings |= {"SOAK_FAULTS": str(FAULTS), "SOAK_SEED": str(seed)}
        command = [sys.executable, "-m", "bench.soak_host"]
        host = HostProcess(command, environment(folder, **settings), Path(folder)).until_ready(60)
        try:
            return asyncio.run(_soak(host, minutes * 60, workers, seed))
        finally:
            host.sweep()


async def _soak(host: HostProcess, seconds: float, workers: int, seed: int) -> Figures:
    tally, sampled, until = Tally(), Sampled([]), time.monotonic() + seconds
    async with Client(host.origin, tally, random.Random(seed)) as client:
        sampling = asyncio.create_task(_sample(host.process.pid, sampled))
        began, done = time.monotonic(), await asyncio.gather(*(_work(client, until) for _ in range(workers)))
        lasted = time.monotonic() - began
        sampling.cancel()
        host.process.send_signal(signal.SIGUSR1)
        store = Path(host.data_dir) / "assisted-chat.db"
        await _swept(host.origin, store)
    host.end(signal.SIGTERM)
    journeys = [journey for of_one in done for journey in of_one]
    lost, astray = audited(store, journeys)
    tally.wrong += astray
    heartbeat: dict[str, float] = json.loads((Path(host.data_dir) / "heartbeat.json").read_text(encoding="utf-8"))
    return Figures(lasted, workers, tally, lost, sampled.memory, sampled.busy_seconds, heartbeat)


async def _work(client: Client, until: float) -> list[Journey]:
    """One journey after another; those that got to their end."""
    kinds, weights = [kind for kind, _ in JOURNEYS], [weight for _, weight in JOURNEYS]
    done: list[Journey] = []
    while time.monotonic() < until:
        kind = client.chance.choices(kinds, weights)[0]
        try:
            done.append(await kind(client))
            client.tally.journeys[kind.__name__] += 1
        except (WrongAnswerError, aiohttp.ClientError, KeyError, ValueError) as wrong:
            client.tally.wrong.append(f"{kind.__name__}: {type(wrong).__name__}: {wrong}")
    return done


async def _sample(pid: int, sampled: Sampled) -> None:
    began, at_first = time.monotonic(), _processor(pid)
    while True:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")  # noqa: ASYNC240 (no disk)
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        sampled.memory.append((time.monotonic() - began, int(kilobytes) / 1024))
        sampled.busy_seconds = _processor(pid) - at_first
        await asyncio.sleep(_SAMPLE_SECONDS)


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


async def _swept(origin: str, store: Path) -> None:
    """The neighbours are well: the timer writes what outboxes hold."""
    until = time.monotonic() + _SWEPT_SECONDS
    async with aiohttp.ClientSession(origin) as client:
        while any(kept["outbox"] for kept in _documents(store)) and time.monotonic() < until:
            await client.post("/admin/functions/upkeep")
            await asyncio.sleep(0.5)


def audited(store: Path, journeys: Sequence[Journey]) -> tuple[int, list[str]]:
    """Rows that are not there or stand twice, over all calls that were ever made; and journeys that ended astray."""
    rows: dict[str, Counter[str]] = {}
    with closing(sqlite3.connect(store)) as connection:
        for call_id, body in connection.execute("SELECT call_id, body FROM audit"):
            rows.setdefault(call_id, Counter())[json.loads(body)["type"]] += 1
    lost, calls = 0, {kept["id"]: kept for kept in _documents(store)}
    for call_id, kept in calls.items():
        counted = rows.get(call_id, Counter())
        lost += sum(abs(number - counted[name]) for name, number in changes_told_by(kept).items())
        lost += len(kept["outbox"])
    astray = [
        f"{journey.call_id}: {name} is {calls[journey.call_id][name]}, not {value}"
        for journey in journeys
        for name, value in journey.expected.items()
        if calls[journey.call_id][name] != value
    ]
    return lost, astray


def _documents(store: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(store)) as connection:
        found = connection.execute("SELECT body FROM documents WHERE body ->> '$.type' = 'call'").fetchall()
    return [json.loads(body) for (body,) in found]


def main(words: Sequence[str]) -> int:
    """Measure and print; 1 when a promise was not kept."""
    parser = argparse.ArgumentParser(prog="python -m bench soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--workers", type=int, default=WORKERS, help="people at once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true", help="the table of docs/reliability.md")
    given = parser.parse_args(words)
    figures = soak(given.minutes, given.workers, given.seed)
    print("\n".join(figures.markdown() if given.markdown else figures.lines()))
    return 0 if figures.kept else 1

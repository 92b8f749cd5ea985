"""What a timer does each minute, so that a crash or a neighbour's bad hour leaves nothing undone."""

import logging
from collections.abc import Awaitable, Callable

from shared.errors import Unavailable
from shared.instants import Instant
from shared.ledger import sweep_outboxes
from shared.ports import Ports
from shared.usecases.settle_calls import settle_calls
from shared.usecases.stray_rooms import sweep_stray_rooms

STRAYS_EVERY_MINUTES = 10
_SWEEPS = 50
"""How often one upkeep sweeps at most: a hundred calls each time."""
_log = logging.getLogger(__name__)


async def upkeep(ports: Ports, now: Instant) -> None:
    """Write audit rows that are owed, end overdue calls, settle with the call service, end stray rooms.

    One job that fails is put off to the next minute and hinders no other.
    """
    await _do("audit rows", lambda: _until_done(lambda: sweep_outboxes(ports)))
    await _do("calls to settle", lambda: _until_done(lambda: settle_calls(ports, now)))
    # What ending overdue calls has noted.
    await _do("audit rows", lambda: sweep_outboxes(ports))
    if now // 60_000 % STRAYS_EVERY_MINUTES == 0:
        await _do("stray rooms", lambda: sweep_stray_rooms(ports, now))


async def _until_done(sweep: Callable[[], Awaitable[int]]) -> int:
    done = 0
    for _ in range(_SWEEPS):
        swept = await sweep()
        if not swept:
            break
        done += swept
    return done


async def _do(job: str, work: Callable[[], Awaitable[int]]) -> None:
    try:
        await work()
    except Unavailable:
        _log.warning("upkeep: %s are put off to the next minute, a neighbour is away", job)
    except Exception as error:  # noqa: BLE001 (one odd document must not end the work for all others)
        _log.error("upkeep: %s failed (%s); the next minute tries again", job, type(error).__name__)

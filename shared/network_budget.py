"""The budget of refusals that every network has, kept in the store and so shared by all instances."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import cast

from shared.errors import TooManyAttempts
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.networks import DAY_SECONDS, Failure, Network, network_of, retry_after, still_counting
from shared.patches import Append, Equals, LengthIs, Patch, Set
from shared.ports import Ports

_TIDY_ABOVE = 200
"""Stale failures are dropped from a document once it holds so many."""


@dataclass(frozen=True, slots=True)
class OpenBudget:
    """A network that may still try, with what its document said."""

    network: Network
    failures: tuple[Failure, ...]
    known: bool


@asynccontextmanager
async def open_budget(ports: Ports, address: IPv4Address | IPv6Address, now: Instant) -> AsyncIterator[OpenBudget]:
    """Try once, on this network's budget: one read. Raises TooManyAttempts when it is spent.

    Tries that this process is still working on count as if they had failed: a burst must not slip through
    between reading the count and adding to it.
    """
    network = network_of(address, (await ports.secrets.peppers()).current)
    document = await ports.documents.read(network.document_id)
    failures = _failures(document) if document else ()
    wait = retry_after(failures, network, ports.policies.network, now)
    under_way = [Failure(now, (name,)) for name in network.names for _ in range(ports.tries_under_way[name])]
    if not wait and under_way and retry_after([*failures, *under_way], network, ports.policies.network, now):
        wait = 1
    if wait:
        raise TooManyAttempts(wait)
    ports.tries_under_way.update(network.names)
    try:
        yield OpenBudget(network, failures, known=document is not None)
    finally:
        ports.tries_under_way.subtract(network.names)
        for name in network.names:
            if not ports.tries_under_way[name]:
                del ports.tries_under_way[name]


async def spend(ports: Ports, budget: OpenBudget, now: Instant) -> None:
    """Remember one more failure: one write (two when the document appeared or changed meanwhile)."""
    document_id = budget.network.document_id
    failure = _stored(Failure(now, budget.network.names))
    if not budget.known and await ports.documents.create(
        {"id": document_id, "type": "network", "ttl": DAY_SECONDS, "failures": [failure]}
    ):
        return
    if len(budget.failures) > _TIDY_ABOVE:
        kept = [_stored(past) for past in still_counting(budget.failures, now)]
        tidied = Patch((Set(("failures",), [*kept, failure]),), LengthIs(("failures",), len(budget.failures)))
        if await ports.documents.patch(document_id, tidied) is not None:
            return
    await ports.documents.patch(document_id, Patch((Append(("failures",), failure),), Equals(("type",), "network")))


def _failures(document: JsonObject) -> tuple[Failure, ...]:
    entries = cast("list[dict[str, object]]", document["failures"])
    return tuple(
        Failure(Instant(cast("int", entry["at"])), tuple(cast("list[str]", entry["names"]))) for entry in entries
    )


def _stored(failure: Failure) -> JsonObject:
    return {"at": failure.at, "names": list(failure.names)}

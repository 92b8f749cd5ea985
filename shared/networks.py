"""Which network a request comes from, and how many refused PINs that network has caused.

One document per IPv4 address or IPv6 /48 holds its failures; an IPv6 one also knows their /56 and /64.
Addresses themselves are kept nowhere: names are HMACs.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network

from shared.instants import Instant, after_seconds, seconds_between
from shared.peppers import Pepper
from shared.policies import NetworkBudget

TEN_MINUTES_SECONDS = 600
DAY_SECONDS = 86_400
TIMES_OF_A_48 = 10
"""How many times the budget of a /64 an IPv6 /48 has, however many /64 its owner uses."""
_WIDER = ((64, 1), (56, 3), (48, TIMES_OF_A_48))
"""IPv6 prefixes, and how many times the budget of a /64 each has."""


@dataclass(frozen=True, slots=True)
class Network:
    """`document_id` is where its failures lie; `subnets` names the prefixes inside, widest budget last."""

    document_id: str
    subnets: tuple[tuple[str, int], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which a failure of this network is remembered."""
        return tuple(name for name, _ in self.subnets)


@dataclass(frozen=True, slots=True)
class Failure:
    """One refused PIN: when, and from which of the document's networks."""

    at: Instant
    names: tuple[str, ...]


def network_of(address: IPv4Address | IPv6Address, pepper: Pepper) -> Network:
    """The network that answers for this address; an IPv4-mapped IPv6 address is its IPv4 one."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if isinstance(address, IPv4Address):
        name = _name(pepper, str(address))
        return Network(f"net_{name}", ((name, 1),))
    subnets = tuple((_name(pepper, str(ip_network((address, bits), strict=False))), times) for bits, times in _WIDER)
    return Network(f"net_{subnets[-1][0]}", subnets)


def retry_after(failures: Iterable[Failure], network: Network, budget: NetworkBudget, now: Instant) -> int:
    """Seconds until this network may try again; 0 when it may now."""
    past = list(failures)
    waits = [0]
    for name, times in network.subnets:
        ours = sorted(failure.at for failure in past if name in failure.names)
        for allowed, window in ((budget.ten_minutes, TEN_MINUTES_SECONDS), (budget.day, DAY_SECONDS)):
            waits.append(_wait(ours, allowed * times, window, now))
    return max(waits)


def _wait(sorted_moments: list[Instant], allowed: int, window_seconds: int, now: Instant) -> int:
    """Seconds until fewer than `allowed` moments lie in the window that ends now."""
    start = after_seconds(now, -window_seconds)
    recent = [moment for moment in sorted_moments if moment > start]
    if len(recent) < allowed:
        return 0
    freeing = recent[len(recent) - allowed]
    return max(1, seconds_between(now, after_seconds(freeing, window_seconds)))


def still_counting(failures: Iterable[Failure], now: Instant) -> list[Failure]:
    """Those that are younger than a day."""
    start = after_seconds(now, -DAY_SECONDS)
    return [failure for failure in failures if failure.at > start]


def _name(pepper: Pepper, network: str) -> str:
    return hmac.new(pepper.value, f"network|{network}".encode(), hashlib.sha256).hexdigest()[:32]

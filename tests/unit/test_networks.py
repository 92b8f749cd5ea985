"""Networks: which one an address belongs to, and how long it must wait."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.instants import Instant, after_seconds
from shared.networks import Failure, Network, network_of, retry_after, still_counting
from shared.peppers import Pepper
from shared.policies import NetworkBudget
from tests.unit.held_clock import START

PEPPER = Pepper("1", b"p" * 32)
BUDGET = NetworkBudget(ten_minutes=5, day=20)


def _of(address: str) -> Network:
    return network_of(ip_address(address), PEPPER)


def _failures(network: Network, *seconds_ago: float) -> list[Failure]:
    return [Failure(Instant(START - round(ago * 1000)), network.names) for ago in seconds_ago]


def test_an_ipv4_address_is_a_network_of_its_own() -> None:
    assert _of("192.0.2.1") == _of("192.0.2.1")
    assert _of("192.0.2.1") != _of("192.0.2.2")
    assert [times for _, times in _of("192.0.2.1").subnets] == [1]


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        ("2001:db8:1:2::ffff", {64, 56, 48}),
        ("2001:db8:1:2:ffff::1", {64, 56, 48}),
        ("2001:db8:1:3::1", {56, 48}),
        ("2001:db8:1:ff::1", {56, 48}),
        ("2001:db8:1:100::1", {48}),
        ("2001:db8:1:ffff::1", {48}),
        ("2001:db8:2:2::1", set()),
    ],
)
def test_an_ipv6_address_shares_the_prefixes_that_it_has_in_common(other: str, shared: set[int]) -> None:
    ours, theirs = _of("2001:db8:1:2::1"), _of(other)

    same = {bits for bits, name, their in zip((64, 56, 48), ours.names, theirs.names, strict=True) if name == their}
    assert same == shared
    assert (ours.document_id == theirs.document_id) is (48 in shared)


def test_wider_prefixes_have_wider_budgets() -> None:
    assert [times for _, times in _of("2001:db8::1").subnets] == [1, 3, 10]


def test_a_mapped_address_is_its_ipv4_one() -> None:
    assert _of("::ffff:192.0.2.1") == _of("192.0.2.1")
    assert _of("::192.0.2.1") != _of("192.0.2.1")


def test_names_tell_nothing_without_the_pepper() -> None:
    network = _of("192.0.2.1")

    assert network != network_of(ip_address("192.0.2.1"), Pepper("1", b"q" * 32))
    assert "192" not in network.document_id
    assert network.document_id.startswith("net_")


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_every_address_has_a_network(address: IPv4Address | IPv6Address) -> None:
    network = network_of(address, PEPPER)

    assert network == network_of(address, PEPPER)
    assert len(network.names) in {1, 3}
    assert len(set(network.names)) == len(network.names)


@pytest.mark.parametrize(
    ("seconds_ago", "wait"),
    [
        ((), 0),
        ((1, 1, 1, 1), 0),
        ((1, 1, 1, 1, 1), 599),
        ((599.5, 1, 1, 1, 1), 1),
        ((600, 1, 1, 1, 1), 0),
        ((500, 400, 300, 200, 100), 100),
        ((500, 400, 300, 200, 100, 50), 200),
        ((0, 0, 0, 0, 0), 600),
        (tuple(range(3600, 3600 + 20 * 700, 700)), 86_400 - (3600 + 19 * 700)),
        (tuple(range(3600, 3600 + 19 * 700, 700)), 0),
        (tuple(range(86_400, 86_400 + 20 * 700, 700)), 0),
    ],
)
def test_an_address_must_wait_until_fewer_than_it_may_have_lie_in_either_window(
    seconds_ago: tuple[float, ...], wait: int
) -> None:
    network = _of("192.0.2.1")

    assert retry_after(_failures(network, *seconds_ago), network, BUDGET, START) == wait


@given(st.lists(st.integers(0, 100_000), max_size=60), st.integers(1, 10), st.integers(10, 30))
def test_after_the_wait_an_address_may_try_again(seconds_ago: list[int], ten_minutes: int, day: int) -> None:
    """Exactly then, and not a second earlier."""
    network, budget = _of("192.0.2.1"), NetworkBudget(ten_minutes, day)
    failures = _failures(network, *seconds_ago)
    wait = retry_after(failures, network, budget, START)

    assert 0 <= wait <= 86_400
    assert retry_after(failures, network, budget, after_seconds(START, wait)) == 0
    if wait:
        assert retry_after(failures, network, budget, after_seconds(START, wait - 1)) == 1


def test_other_subnets_failures_count_for_the_wider_prefix_alone() -> None:
    ours, theirs = _of("2001:db8:1:2::1"), _of("2001:db8:1:3::1")

    assert retry_after(_failures(theirs, *[1] * 14), ours, BUDGET, START) == 0
    assert retry_after(_failures(theirs, *[1] * 14), theirs, BUDGET, START) > 0
    assert retry_after(_failures(theirs, *[1] * 15), ours, BUDGET, START) > 0


def test_only_what_is_younger_than_a_day_still_counts() -> None:
    network = _of("192.0.2.1")
    young, old = _failures(network, 86_399.999, 86_400)

    assert still_counting([young, old], START) == [young]

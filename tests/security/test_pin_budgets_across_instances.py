"""Budgets hold across instances: two processes on one store are worth no more guesses than one.

The budgets are those that stand when nobody sets any. Time is moved in both processes at once.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

import httpx
import pytest

from tests.e2e.hosts import ROOT
from tests.functions.people import NO_TLS, Customer
from tests.functions.product import (
    FRONT_DOOR_ID,
    fine,
    fresh_address,
    fresh_key,
    refused,
    unknown_pin,
    wrong_secret,
)
from tests.security.instances import Instance, SharedClock, SignedIn, instances
from tests.security.kept_documents import kept

TEN_MINUTES, DAY = 600, 86_400


@dataclass
class Two:
    """Both instances and their time; `turn` names one and then the other."""

    both: Sequence[Instance]
    clock: SharedClock

    def __post_init__(self) -> None:
        self._turns = cycle(self.both)
        self.http = {each.origin: httpx.Client(base_url=each.origin, timeout=30, verify=NO_TLS) for each in self.both}

    @property
    def turn(self) -> Instance:
        return next(self._turns)

    def redeem(self, pin: str, *, address: str | None = None, key: str | None = None) -> httpx.Response:
        """At whichever instance has its turn."""
        instance = self.turn
        headers = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": address or fresh_address()}
        body = {"pin": pin, "redemption_key": key or fresh_key()}
        return instance.document.check(self.http[instance.origin].post("/api/redeem-pin", json=body, headers=headers))

    def fail(self, pin: str, addresses: Sequence[str]) -> None:
        """A wrong PIN from each of these addresses."""
        for step, address in enumerate(addresses):
            refused(self.redeem(wrong_secret(unknown_pin(pin), step), address=address), 403, "pin_rejected")

    def close(self) -> None:
        for client in self.http.values():
            client.close()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("two")
    clock = SharedClock(folder / "clock")
    with instances(folder, "all", "all", clock=clock) as both:
        pair = Two(both, clock)
        yield pair
        pair.close()


@pytest.fixture
def operator(two: Two) -> Iterator[SignedIn]:
    with SignedIn(two.both[0]) as signed_in:
        yield signed_in


@pytest.fixture
def pin(operator: SignedIn) -> str:
    return operator.new_pin(operator.new_call())


def _everyones(two: Two, pin: str, address: str) -> list[httpx.Response]:
    """What each instance says to this address."""
    return [two.redeem(pin, address=address) for _ in two.both]


def test_five_failures_at_either_instance_burn_a_pin_at_both(two: Two, operator: SignedIn) -> None:
    call_id = operator.new_call()
    pin = operator.new_pin(call_id)
    for step in range(1, 6):
        refused(two.redeem(wrong_secret(pin, step)), 403, "pin_rejected")

    for _ in two.both:
        refused(two.redeem(pin), 403, "pin_rejected")
    assert operator.call(call_id)["pin"]["state"] == "burnt"


def test_fifteen_failures_over_all_pins_exhaust_a_call_at_both_and_its_customer_stays(
    two: Two, operator: SignedIn
) -> None:
    call_id = operator.new_call()
    with Customer(two.both[1].origin, two.both[1].document) as admitted, SignedIn(two.both[1]) as elsewhere:
        admitted.redeem(operator.new_pin(call_id))
        operator.admit(admitted)
        for _ in range(3):
            pin = operator.new_pin(call_id)
            for step in range(1, 6):
                refused(two.redeem(wrong_secret(pin, step)), 403, "pin_rejected")

        for each in (operator, elsewhere):
            refused(each.post("/api/issue-pin", {"call_id": call_id}), 409, "pin_exhausted")
        assert fine(admitted.get("/api/session"))["state"] == "open"
        fine(admitted.post("/api/issue-acs-token", {}))


def test_a_new_pin_never_resets_what_the_call_has_counted(two: Two, operator: SignedIn) -> None:
    call_id = operator.new_call()
    for counted in (4, 8, 12):
        pin = operator.new_pin(call_id)
        for step in range(1, 5):
            refused(two.redeem(wrong_secret(pin, step)), 403, "pin_rejected")
        assert kept(two.both[0].process.data_dir, call_id)["failures"] == counted


def test_the_same_wrong_guess_with_the_same_key_counts_once_wherever_it_lands(two: Two, operator: SignedIn) -> None:
    call_id, key = operator.new_call(), fresh_key()
    wrong = wrong_secret(operator.new_pin(call_id))
    for _ in range(8):
        refused(two.redeem(wrong, key=key), 403, "pin_rejected")

    assert kept(two.both[0].process.data_dir, call_id)["failures"] == 1


def test_once_a_pin_is_used_nothing_counts_against_it(two: Two, operator: SignedIn) -> None:
    call_id = operator.new_call()
    pin, key = operator.new_pin(call_id), fresh_key()
    place = fine(two.redeem(pin, key=key))
    for step in range(1, 9):
        refused(two.redeem(wrong_secret(pin, step)), 403, "pin_rejected")

    assert kept(two.both[0].process.data_dir, call_id)["failures"] == 0
    for _ in two.both:
        assert fine(two.redeem(pin, key=key))["participant_id"] == place["participant_id"]


async def _at_both(two: Two, bodies: Sequence[dict[str, str]], address: str | None = None) -> list[httpx.Response]:
    """All on their way before the first is answered, every other one at the other instance."""
    limits = httpx.Limits(max_connections=len(bodies))
    async with httpx.AsyncClient(timeout=60, limits=limits, verify=NO_TLS) as client:

        async def redeem(instance: Instance, body: dict[str, str]) -> httpx.Response:
            door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": address or fresh_address()}
            return await client.post(f"{instance.origin}/api/redeem-pin", json=body, headers=door)

        return await asyncio.gather(*(redeem(two.turn, body) for body in bodies))


async def test_of_two_hundred_guesses_at_once_over_both_five_are_compared(two: Two, operator: SignedIn) -> None:
    call_id = operator.new_call()
    pin = operator.new_pin(call_id)
    bodies = [{"pin": wrong_secret(pin, step), "redemption_key": fresh_key()} for step in range(1, 201)]

    for answer in await _at_both(two, bodies):
        refused(answer, 403, "pin_rejected")

    document = kept(two.both[0].process.data_dir, call_id)
    assert document["failures"] == document["pin"]["failures"] == len(document["pin"]["attempts"]) == 5


async def test_of_a_hundred_clients_with_one_pin_over_both_one_gets_in(two: Two, operator: SignedIn) -> None:
    call_id = operator.new_call()
    pin = operator.new_pin(call_id)

    answers = await _at_both(two, [{"pin": pin, "redemption_key": fresh_key()} for _ in range(100)])

    assert sorted(answer.status_code for answer in answers) == [200] + [403] * 99
    assert len(operator.call(call_id)["participants"]) == 1


@dataclass(frozen=True)
class Width:
    """A network and its budget: how its next address is spelled, and one address just outside of it."""

    ten_minutes: int
    day: int
    inside: str
    outside: str


NETWORKS = {
    "IPv4": Width(5, 20, "198.51.100.{fixed}", "198.51.100.201"),
    "/64": Width(5, 20, "2001:db8:1:{fixed:x}00::{number:x}", "2001:db8:ffff:200::1"),
    "/56": Width(15, 60, "2001:db8:2:{fixed:x}{number:02x}::1", "2001:db8:fffe:200::1"),
    "/48": Width(50, 200, "2001:db8:{fixed:x}:{number:02x}00::1", "2001:db8:fffd::1"),
}


def _addresses(width: Width, fixed: int, count: int) -> list[str]:
    return [width.inside.format(fixed=fixed, number=number % 250) for number in range(count)]


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_has_so_many_failures_in_ten_minutes(two: Two, pin: str, operator: SignedIn, name: str) -> None:
    width = NETWORKS[name]
    two.fail(pin, _addresses(width, 17, width.ten_minutes))
    inside = _addresses(width, 17, width.ten_minutes + 1)[-1]

    for answer in _everyones(two, pin, inside):
        seconds = refused(answer, 429, "too_many_attempts")["retry_after"]
        assert 1 <= seconds <= TEN_MINUTES
        assert answer.headers["retry-after"] == str(seconds)
    fine(two.redeem(pin, address=width.outside))
    two.clock.forward(TEN_MINUTES + 1)
    fine(two.redeem(operator.new_pin(operator.new_call()), address=inside))


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_has_so_many_failures_in_a_day(two: Two, pin: str, operator: SignedIn, name: str) -> None:
    """Four times ten minutes' worth; then it must wait until the first of them is a day old."""
    width = NETWORKS[name]
    addresses = _addresses(width, 34, width.day)
    for start in range(0, width.day, width.ten_minutes):
        two.fail(pin, addresses[start : start + width.ten_minutes])
        two.clock.forward(TEN_MINUTES + 1)

    for answer in _everyones(two, pin, addresses[0]):
        seconds = refused(answer, 429, "too_many_attempts")["retry_after"]
        assert DAY - 5 * TEN_MINUTES < seconds < DAY
    two.clock.forward(DAY)
    fine(two.redeem(operator.new_pin(operator.new_call()), address=addresses[0]))


def test_other_refusals_cost_a_network_nothing(two: Two, pin: str) -> None:
    """Failures are refused PINs: not typing mistakes, not bodies of another form."""
    address = fresh_address()
    typo = pin[:-1] + str((int(pin[-1]) + 1) % 10)
    for text in (typo, "1", "x" * 65) * 10:
        assert two.redeem(text, address=address).status_code == 400

    fine(two.redeem(pin, address=address))


def test_however_many_networks_guess_nobody_else_is_locked_out(two: Two, pin: str) -> None:
    """A global lock would be a switch for attackers."""
    for _ in range(40):
        two.fail(pin, [fresh_address()] * 5)

    fine(two.redeem(pin))


def test_a_rise_over_all_networks_raises_an_alarm(two: Two, pin: str) -> None:
    """The alert counts answers of the function that refuses, and its threshold is one that guessing reaches."""
    text = (ROOT / "bicep" / "modules" / "alerts" / "journey.bicep").read_text(encoding="utf-8")
    threshold = int(re.findall(r"param refusedPins int = (\d+)", text)[0])
    alert = text[text.index("name: 'refused-pins'") :].partition("}")[0]
    answers = [two.redeem(wrong_secret(unknown_pin(pin), step)) for step in range(threshold)]

    assert "threshold: refusedPins" in alert
    counted = re.findall(r'AppRequests\n\| where Name == "([^"]+)" and ResultCode == "(\d+)"', alert)
    assert counted == [("redeem-pin", "403")]
    for answer in answers:
        operation = two.both[0].document.operation("POST", answer.request.url.path)
        assert operation is not None
        assert (operation["operationId"], str(answer.status_code)) == counted[0]


async def test_a_burst_of_one_network_over_both_gains_no_more_than_its_budget_at_each(two: Two, pin: str) -> None:
    """Tries under way are counted within a process, failures in the store: so once per instance at the very worst."""
    address = fresh_address()
    bodies = [{"pin": wrong_secret(unknown_pin(pin), step), "redemption_key": fresh_key()} for step in range(60)]

    statuses = [answer.status_code for answer in await _at_both(two, bodies, address)]

    assert set(statuses) == {403, 429}
    assert 5 <= statuses.count(403) <= 5 * len(two.both)
    for answer in _everyones(two, pin, address):
        refused(answer, 429, "too_many_attempts")

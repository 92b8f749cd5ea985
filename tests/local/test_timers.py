"""Timer functions: when they are due, and when told to."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from local.calls import FunctionError, HttpCall, HttpReply, TimerCall
from local.runtime import HttpFunction, IndexingError, TimerFunction
from local.timers import Timers, following
from tests.local.host_process import HostProcess

_START = datetime(2026, 11, 22, 12, 0, 30, 500_000, UTC)


def _timer(schedule: str, name: str = "upkeep", *, run_on_startup: bool = False) -> TimerFunction:
    return TimerFunction(name, name, "timer", schedule, run_on_startup)


class _Recorder:
    """A runtime that remembers the firings; each takes a moment."""

    def __init__(self, error: FunctionError | None = None) -> None:
        self.calls: list[TimerCall] = []
        self.most_at_once = 0
        self._at_once = 0
        self._error = error

    def index(self, app_dir: object) -> list[TimerFunction]:
        return []

    async def call(self, function: HttpFunction, call: HttpCall) -> HttpReply:
        raise AssertionError("no HTTP function here")

    async def fire(self, function: TimerFunction, call: TimerCall) -> None:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        self.calls.append(call)
        await asyncio.sleep(0.01)
        self._at_once -= 1
        if self._error:
            raise self._error


@pytest.mark.parametrize(
    ("schedule", "due"),
    [
        ("* * * * * *", "2026-11-22T12:00:31"),
        ("0 * * * * *", "2026-11-22T12:01:00"),
        ("*/20 * * * * *", "2026-11-22T12:00:40"),
        ("0 */5 * * * *", "2026-11-22T12:05:00"),
        ("0 0 3 * * *", "2026-11-23T03:00:00"),
        ("0 30 9 * * MON-FRI", "2026-11-23T09:30:00"),
        ("0 0 0 1 Jan *", "2027-01-01T00:00:00"),
    ],
)
def test_a_schedule_has_six_fields_from_the_second_on(schedule: str, due: str) -> None:
    assert following(_timer(schedule), _START) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_day_of_month_and_weekday_must_both_hold() -> None:
    """Friday the thirteenth; plain cron would take every thirteenth and every Friday."""
    assert following(_timer("0 0 0 13 * FRI"), _START).date().isoformat() == "2027-08-13"


@pytest.mark.parametrize("schedule", ["", "* * * * *", "00:05:00", "61 * * * * *", "0 0 0 30 2 *", "a b c d e f"])
def test_a_schedule_that_cannot_be_read_names_its_function(schedule: str) -> None:
    with pytest.raises(IndexingError, match="cannot load the upkeep function: schedule"):
        Timers(_Recorder(), [_timer(schedule)])


class _Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = _START

    def __call__(self) -> datetime:
        return self.now


async def _a_while(timers: Timers, seconds: float = 0.05) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(timers.run(), seconds)


async def test_a_timer_waits_for_its_time() -> None:
    runtime = _Recorder()

    await _a_while(Timers(runtime, [_timer("0 0 3 * * *")], _Clock()))

    assert runtime.calls == []


async def test_a_timer_may_run_at_the_start() -> None:
    runtime = _Recorder()

    await _a_while(Timers(runtime, [_timer("0 0 3 * * *", run_on_startup=True)], _Clock()))

    assert [call.past_due for call in runtime.calls] == [False]


async def test_a_timer_that_slept_through_its_time_fires_once_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    runtime, clock = _Recorder(), _Clock()
    sleep = asyncio.sleep

    async def sleep_through_the_night(seconds: float) -> None:
        clock.now += timedelta(hours=6) if seconds > 1 and not runtime.calls else timedelta()
        await sleep(0)

    monkeypatch.setattr("local.timers.asyncio.sleep", sleep_through_the_night)

    await _a_while(Timers(runtime, [_timer("0 */5 * * * *")], clock))

    assert [call.past_due for call in runtime.calls] == [True]


async def test_one_function_never_runs_twice_at_once() -> None:
    runtime = _Recorder()
    timers = Timers(runtime, [_timer("0 0 3 * * *")])

    assert all(timers.fire("upkeep") for _ in range(5))
    await asyncio.sleep(0.1)

    assert (len(runtime.calls), runtime.most_at_once) == (5, 1)


async def test_a_firing_says_when_it_last_fired_and_when_it_will() -> None:
    runtime = _Recorder()
    timers = Timers(runtime, [_timer("0 0 3 * * *")], _Clock())

    timers.fire("Upkeep")
    timers.fire("UPKEEP")
    await asyncio.sleep(0.1)

    assert [call.last for call in runtime.calls] == ["", _START.isoformat()]
    assert {call.following for call in runtime.calls} == {"2026-11-23T03:00:00+00:00"}


async def test_a_failure_is_logged_and_the_next_firing_happens(caplog: pytest.LogCaptureFixture) -> None:
    runtime = _Recorder(FunctionError("the store is down"))
    timers = Timers(runtime, [_timer("0 0 3 * * *")])

    timers.fire("upkeep")
    timers.fire("upkeep")
    await asyncio.sleep(0.1)

    assert len(runtime.calls) == 2
    assert "Executed 'Functions.upkeep' (Failed)\nthe store is down" in caplog.text


def test_an_unknown_name_is_a_404(http: httpx.Client) -> None:
    assert http.post("/admin/functions/unknown").status_code == 404
    assert http.post("/admin/functions/echo").status_code == 404


def test_a_page_of_another_site_fires_nothing(http: httpx.Client, any_host: HostProcess) -> None:
    """Any page may post a form to this machine."""
    for headers in (
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert http.post("/admin/functions/sweep", headers=headers).status_code == 403
    assert http.post("/admin/functions/sweep", headers={"Origin": any_host.origin}).status_code == 202


def test_only_a_post_fires(http: httpx.Client) -> None:
    assert http.get("/admin/functions/sweep").status_code == 405

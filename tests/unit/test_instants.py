"""Moments as whole milliseconds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.instants import Instant, after_seconds, rfc3339, seconds_between


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_767_225_600_000, "2026-01-01T00:00:00.000Z"),
        (1_767_225_600_017, "2026-01-01T00:00:00.017Z"),
        (1_709_164_799_999, "2024-02-28T23:59:59.999Z"),
    ],
)
def test_a_moment_is_written_as_the_contract_writes_it(moment: int, text: str) -> None:
    assert rfc3339(Instant(moment)) == text


@given(st.integers(0, 4_102_444_800_000))
def test_no_millisecond_is_lost_in_writing(moment: int) -> None:
    written = datetime.fromisoformat(rfc3339(Instant(moment)))

    assert written.tzinfo == UTC
    assert round(written.timestamp() * 1000) == moment


@pytest.mark.parametrize(("later", "seconds"), [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (-1, 0), (-5000, 0)])
def test_seconds_are_rounded_up_and_never_negative(later: int, seconds: int) -> None:
    assert seconds_between(Instant(10_000), Instant(10_000 + later)) == seconds


def test_seconds_may_be_added_and_taken() -> None:
    assert after_seconds(Instant(1000), 2) == 3000
    assert after_seconds(Instant(1000), -2) == -1000

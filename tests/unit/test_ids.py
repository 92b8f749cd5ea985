"""Ids: 128 random bits under a name that says what they are of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ids import as_call_id, as_participant_id, call_id_for, new_call_id, new_participant_id


def test_ids_are_made_in_the_form_in_which_they_are_read() -> None:
    assert as_call_id(new_call_id())
    assert as_participant_id(new_participant_id())
    assert len({new_call_id() for _ in range(1000)}) == 1000


def test_an_operators_key_always_makes_the_one_id() -> None:
    made = call_id_for("operator", "key")

    assert as_call_id(made) == made == call_id_for("operator", "key")
    assert made != call_id_for("operator", "key2")
    assert made != call_id_for("operator2", "key")


@pytest.mark.parametrize(
    "text", ["", "call_", "CALL_" + "0" * 32, "call_" + "G" * 32, "call_" + "0" * 33, "call_" + "\u0660" * 32]
)
def test_what_has_not_the_form_is_none(text: str) -> None:
    assert as_call_id(text) is None
    assert as_participant_id(text) is None


@given(st.text(max_size=60))
def test_only_the_form_counts(text: str) -> None:
    assert (as_call_id(text) is not None) is bool(re.fullmatch(r"call_[0-9a-f]{32}", text))
    assert (as_participant_id("part_" + text) is not None) is bool(re.fullmatch(r"[0-9a-f]{32}", text))
    assert as_call_id(new_call_id() + "\n") is None

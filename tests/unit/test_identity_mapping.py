"""Persons and identities: what each of the four policies lets stand, and what it ends."""

import pytest

from shared.identity_mapping import Mapped, Person, ended_by
from shared.policies import IdentityMapping

JANA, MIN_JI = Person("operator", "jana"), Person("operator", "min-ji")
ALL = list(IdentityMapping)


@pytest.mark.parametrize(("mapping", "ended"), [("1:1", {"one"}), ("N:1", {"one"}), ("1:N", set()), ("N:M", set())])
def test_a_persons_earlier_identity_ends_where_they_may_have_one(mapping: str, ended: set[str]) -> None:
    relation = {Mapped(JANA, "one"), Mapped(MIN_JI, "other")}

    assert ended_by(IdentityMapping(mapping), relation, Mapped(JANA, "two")) == ended


@pytest.mark.parametrize("mapping", ["1:1", "1:N"])
def test_an_identity_is_nobody_elses_where_it_may_have_one_person(mapping: str) -> None:
    with pytest.raises(ValueError, match="somebody else"):
        ended_by(IdentityMapping(mapping), {Mapped(JANA, "one")}, Mapped(MIN_JI, "one"))


@pytest.mark.parametrize("mapping", ["N:1", "N:M"])
def test_persons_may_share_an_identity_where_it_may_have_many(mapping: str) -> None:
    assert ended_by(IdentityMapping(mapping), {Mapped(JANA, "one")}, Mapped(MIN_JI, "one")) == frozenset()


def test_an_identity_that_still_stands_for_another_is_not_ended() -> None:
    """One of two who share it moves on to an identity of their own."""
    relation = {Mapped(JANA, "shared"), Mapped(MIN_JI, "shared")}

    assert ended_by(IdentityMapping.MANY_TO_ONE, relation, Mapped(JANA, "own")) == frozenset()


@pytest.mark.parametrize("mapping", ALL)
def test_what_is_mapped_already_changes_nothing(mapping: IdentityMapping) -> None:
    assert ended_by(mapping, {Mapped(JANA, "one")}, Mapped(JANA, "one")) == frozenset()

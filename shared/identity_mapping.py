"""Which identities of the call service stand for whom: a relation of ours, kept in the calls' documents.

The call service is told nothing about people. Every participation has a fresh identity, so an old token never
enters a later call; how many of them may live at once is a policy of the bank's
(Microsoft Learn, "Identity model": 1:1, 1:N, N:1 and N:M are all possible).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from shared.calls import Call
from shared.policies import IdentityMapping


@dataclass(frozen=True, slots=True)
class Person:
    """An operator by the directory's object id, or a customer by their participation: more is not known of them."""

    kind: Literal["operator", "customer"]
    id: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """One pair of the relation."""

    person: Person
    user_id: str


def mapped_in(call: Call) -> frozenset[Mapped]:
    """The living pairs of a call; none of one that is over."""
    if not call.is_open:
        return frozenset()
    operator = {Mapped(Person("operator", call.operator_id), call.operator_user_id)} if call.operator_user_id else set()
    customers = {
        Mapped(Person("customer", participant.participant_id), participant.user_id)
        for participant in call.participants.values()
        if participant.user_id and participant.is_present
    }
    return frozenset(operator | customers)


def ended_by(mapping: IdentityMapping, relation: Iterable[Mapped], new: Mapped) -> frozenset[str]:
    """The user ids that must end when this pair joins the relation.

    Raises ValueError when the identity is another person's already and the policy allows no sharing.
    """
    others = [pair for pair in relation if pair != new]
    if mapping.one_person_an_identity and any(pair.user_id == new.user_id for pair in others):
        raise ValueError("the identity stands for somebody else")
    if not mapping.one_identity_a_person:
        return frozenset()
    shared = {pair.user_id for pair in others if pair.person != new.person}
    return frozenset(pair.user_id for pair in others if pair.person == new.person) - shared

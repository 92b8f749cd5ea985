"""The platform's principal: whoever is taken for somebody is so by a reading that shares nothing with ours."""

import base64
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.errors import SignInRequired
from shared.operators import PrincipalHeaders, StaffMember, staff_member
from tests.properties.texts import ANYTHING, JSON, slipped

TENANT, SOMEBODY = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-00000000000a"
TYPES = st.sampled_from(
    ["oid", "tid", "name", "preferred_username", "roles", "groups",
     "http://schemas.microsoft.com/identity/claims/objectidentifier",
     "http://schemas.microsoft.com/identity/claims/tenantid"]
)  # fmt: skip
VALUES = (
    st.sampled_from([TENANT, SOMEBODY, SOMEBODY.upper(), "Operator", "Jana", " ", "", f"{{{SOMEBODY}}}"]) | ANYTHING
)
CLAIMS = st.lists(st.fixed_dictionaries({"typ": TYPES | ANYTHING, "val": VALUES}), max_size=8)
RIGHT = [
    {"typ": "oid", "val": SOMEBODY},
    {"typ": "tid", "val": TENANT},
    {"typ": "name", "val": "Jana"},
    {"typ": "roles", "val": "Operator"},
]


def _header(principal: object) -> str:
    return base64.b64encode(json.dumps(principal).encode()).decode()


def _somebody(header: str | None, object_id: str | None = SOMEBODY, provider: str | None = "aad") -> StaffMember | None:
    try:
        return staff_member(PrincipalHeaders(header, object_id, provider), TENANT)
    except SignInRequired:
        return None


def _holds(header: str, object_id: str, member: StaffMember) -> None:
    principal = json.loads(base64.b64decode(header))
    said: dict[str, set[str]] = {}
    for claim in principal["claims"]:
        said.setdefault(claim["typ"].rpartition("/")[2].lower(), set()).add(claim["val"].lower())
    assert principal["auth_typ"] == "aad"
    assert said.get("oid", set()) | said.get("objectidentifier", set()) == {member.object_id} == {object_id.lower()}
    assert said.get("tid", set()) | said.get("tenantid", set()) == {TENANT}
    assert {role.lower() for role in member.roles} <= set().union(*said.values())


@given(
    CLAIMS,
    st.lists(st.sampled_from(RIGHT), max_size=4),
    st.dictionaries(st.sampled_from(["auth_typ", "role_typ", "x"]), JSON),
)
def test_whoever_is_somebody_is_so_by_their_claims(claims: Any, right: Any, odd: dict[str, Any]) -> None:
    header = _header({"auth_typ": "aad", "role_typ": "roles", "claims": [*RIGHT, *right, *claims], **odd})
    member = _somebody(header)

    if member is not None:
        _holds(header, SOMEBODY, member)


@given(JSON)
def test_whatever_the_principal_is_it_is_somebody_or_nobody(principal: Any) -> None:
    assert _somebody(_header(principal)) is None


@given(st.binary(max_size=200))
def test_whatever_bytes_it_is_made_of_it_is_nobody(content: bytes) -> None:
    assert _somebody(base64.b64encode(content).decode()) is None


@given(slipped(_header({"auth_typ": "aad", "role_typ": "roles", "claims": RIGHT})))
def test_another_spelling_is_another_principal(header: str) -> None:
    """One letter of base64 may make another name or role; it never makes somebody of another tenant."""
    member = _somebody(header)

    if member is not None:
        _holds(header, SOMEBODY, member)
        assert base64.b64encode(base64.b64decode(header)).decode() == header


@given(ANYTHING | st.sampled_from([SOMEBODY.upper(), f"{{{SOMEBODY}}}", SOMEBODY.replace("-", ""), TENANT]), ANYTHING)
def test_the_other_two_headers_must_agree(object_id: str, provider: str) -> None:
    header = _header({"auth_typ": "aad", "role_typ": "roles", "claims": RIGHT})

    assert (_somebody(header, object_id) is not None) == (object_id.lower() == SOMEBODY)
    assert (_somebody(header, SOMEBODY, provider) is not None) == (provider == "aad")


@given(st.integers(0, 40_000))
def test_thirty_two_kilobytes_are_read_and_no_more(length: int) -> None:
    header = _header({"auth_typ": "aad", "role_typ": "roles", "claims": RIGHT, "x": "y" * length})

    assert (_somebody(header) is not None) == (len(header) <= 32 * 1024)

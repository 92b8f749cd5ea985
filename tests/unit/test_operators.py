"""Who is signed in: what Easy Auth says, read strictly. Anything odd is nobody."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import RoleRequired, SignInRequired
from shared.operators import PrincipalHeaders, StaffMember, staff_member

TENANT = "11111111-1111-4111-8111-111111111111"
OBJECT_ID = "22222222-2222-4222-8222-00000000000a"
_SCHEMA = "http://schemas.microsoft.com/identity/claims"
CLAIMS = [
    {"typ": f"{_SCHEMA}/objectidentifier", "val": OBJECT_ID},
    {"typ": f"{_SCHEMA}/tenantid", "val": TENANT},
    {"typ": "name", "val": "Jana Nováková"},
    {"typ": "roles", "val": "Operator"},
]
PRINCIPAL: dict[str, Any] = {"auth_typ": "aad", "claims": CLAIMS, "name_typ": "name", "role_typ": "roles"}


def _bytes(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _encoded(principal: object) -> str:
    return _bytes(json.dumps(principal).encode())


def _member(
    principal: object = PRINCIPAL, *, object_id: str | None = OBJECT_ID, provider: str | None = "aad"
) -> StaffMember:
    return staff_member(PrincipalHeaders(_encoded(principal), object_id, provider), TENANT)


def _raw(header: str | None) -> StaffMember:
    return staff_member(PrincipalHeaders(header, OBJECT_ID, "aad"), TENANT)


def _changed(typ: str, *values: object) -> dict[str, Any]:
    """The principal with this claim having these values and no other."""
    return PRINCIPAL | {
        "claims": [claim for claim in CLAIMS if claim["typ"] != typ] + [{"typ": typ, "val": value} for value in values]
    }


def test_somebody_of_the_bank_is_told_by_object_id_name_and_roles() -> None:
    assert _member() == StaffMember(OBJECT_ID, "Jana Nováková", ("Operator",))


def test_short_claim_names_are_as_good() -> None:
    claims = [
        {"typ": "oid", "val": OBJECT_ID},
        {"typ": "tid", "val": TENANT},
        {"typ": "preferred_username", "val": "jana@bank.example"},
    ]

    assert _member(PRINCIPAL | {"claims": claims}) == StaffMember(OBJECT_ID, "jana@bank.example", ())


def test_guids_are_the_same_in_capitals() -> None:
    assert _member(object_id=OBJECT_ID.upper()).object_id == OBJECT_ID


def test_roles_are_those_of_the_role_claim_and_of_roles() -> None:
    claims = [
        *CLAIMS,
        {"typ": "app_role", "val": "Auditor"},
        {"typ": "roles", "val": "Admin"},
        {"typ": "groups", "val": "Operator2"},
    ]

    assert _member(PRINCIPAL | {"claims": claims, "role_typ": "app_role"}).roles == ("Operator", "Auditor", "Admin")
    assert _member(PRINCIPAL | {"claims": claims}).roles == ("Operator", "Admin")


@pytest.mark.parametrize("role", ["operator", "OPERATOR", " Operator", "Operator ", "Operators", "Chat.Operator", ""])
def test_a_role_is_spelled_as_it_is(role: str) -> None:
    member = _member(_changed("roles", role))

    with pytest.raises(RoleRequired):
        member.require("Operator")


def test_a_role_is_one_of_those_that_somebody_has() -> None:
    member = _member()
    member.require("Operator")

    with pytest.raises(RoleRequired):
        member.require("Admin")


@pytest.mark.parametrize(
    "principal",
    [
        pytest.param(PRINCIPAL | {"auth_typ": "google"}, id="another-type"),
        pytest.param(PRINCIPAL | {"auth_typ": "AAD"}, id="type-in-capitals"),
        pytest.param(PRINCIPAL | {"auth_typ": None}, id="no-type"),
        pytest.param({"claims": CLAIMS}, id="type-absent"),
        pytest.param({"auth_typ": "aad"}, id="claims-absent"),
        pytest.param(PRINCIPAL | {"claims": None}, id="claims-null"),
        pytest.param(PRINCIPAL | {"claims": []}, id="claims-empty"),
        pytest.param(PRINCIPAL | {"claims": {"oid": OBJECT_ID}}, id="claims-object"),
        pytest.param(PRINCIPAL | {"claims": [*CLAIMS, None]}, id="claim-null"),
        pytest.param(PRINCIPAL | {"claims": [*CLAIMS, "x"]}, id="claim-text"),
        pytest.param(PRINCIPAL | {"claims": [*CLAIMS, ["typ", "val"]]}, id="claim-list"),
        pytest.param(PRINCIPAL | {"claims": [*CLAIMS, {"typ": "x"}]}, id="claim-without-value"),
        pytest.param(PRINCIPAL | {"claims": [*CLAIMS, {"typ": "x", "val": 1}]}, id="value-number"),
        pytest.param(PRINCIPAL | {"claims": [*CLAIMS, {"typ": "x", "val": None}]}, id="value-null"),
        pytest.param(PRINCIPAL | {"claims": [*CLAIMS, {"typ": ["roles"], "val": "Admin"}]}, id="type-list"),
        pytest.param(PRINCIPAL | {"role_typ": 1}, id="role-type-number"),
        pytest.param(PRINCIPAL | {"role_typ": ["roles"]}, id="role-type-list"),
        pytest.param(_changed(f"{_SCHEMA}/objectidentifier"), id="no-object-id"),
        pytest.param(_changed(f"{_SCHEMA}/objectidentifier", "jana"), id="object-id-no-guid"),
        pytest.param(_changed(f"{_SCHEMA}/objectidentifier", OBJECT_ID, OBJECT_ID[:-1] + "b"), id="two-object-ids"),
        pytest.param(_changed("oid", OBJECT_ID[:-1] + "b"), id="two-names-two-object-ids"),
        pytest.param(_changed(f"{_SCHEMA}/objectidentifier", OBJECT_ID[:-1] + "b"), id="another-object-id"),
        pytest.param(_changed(f"{_SCHEMA}/objectidentifier", "{" + OBJECT_ID + "}"), id="guid-in-braces"),
        pytest.param(_changed(f"{_SCHEMA}/objectidentifier", "urn:uuid:" + OBJECT_ID), id="guid-as-urn"),
        pytest.param(_changed(f"{_SCHEMA}/objectidentifier", OBJECT_ID.replace("-", "")), id="guid-without-dashes"),
        pytest.param(_changed(f"{_SCHEMA}/objectidentifier", OBJECT_ID + " "), id="guid-and-blank"),
        pytest.param(_changed(f"{_SCHEMA}/tenantid"), id="no-tenant"),
        pytest.param(_changed(f"{_SCHEMA}/tenantid", OBJECT_ID), id="another-tenant"),
        pytest.param(_changed("tid", OBJECT_ID), id="two-tenants"),
        pytest.param(_changed("name"), id="no-name"),
        pytest.param(_changed("name", ""), id="empty-name"),
        pytest.param(_changed("name", " \t"), id="blank-name"),
        pytest.param(_changed("name", "\ud83d"), id="half-a-character"),
        pytest.param([PRINCIPAL], id="list"),
        pytest.param("principal", id="text"),
        pytest.param(None, id="null"),
        pytest.param(1, id="number"),
    ],
)
def test_an_odd_principal_is_nobody(principal: object) -> None:
    with pytest.raises(SignInRequired):
        _member(principal)


@pytest.mark.parametrize(
    "object_id", [None, "", "x", OBJECT_ID[:-1] + "b", f"{OBJECT_ID},{OBJECT_ID}", "{" + OBJECT_ID + "}"]
)
def test_the_id_header_must_say_the_same(object_id: str | None) -> None:
    with pytest.raises(SignInRequired):
        _member(object_id=object_id)


@pytest.mark.parametrize("provider", [None, "", "AAD", "google", "aad,aad", "aad "])
def test_the_provider_is_entra_id(provider: str | None) -> None:
    with pytest.raises(SignInRequired):
        _member(provider=provider)


_FINE = _encoded(PRINCIPAL)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(None, id="absent"),
        pytest.param("", id="empty"),
        pytest.param("x", id="one-letter"),
        pytest.param(json.dumps(PRINCIPAL), id="not-encoded"),
        pytest.param(f"{_FINE},{_FINE}", id="twice"),
        pytest.param(f"{_FINE}, ", id="comma"),
        pytest.param(" " + _FINE, id="blank-before"),
        pytest.param(_FINE + "\n", id="line-feed"),
        pytest.param(_FINE[:20] + " " + _FINE[20:], id="blank-inside"),
        pytest.param(_FINE[:20] + "!" + _FINE[20:], id="foreign-character"),
        pytest.param(_FINE.rstrip("=") + "=" * 4, id="too-much-padding"),
        pytest.param("ž" + _FINE, id="not-ascii"),
        pytest.param(_bytes(json.dumps(PRINCIPAL).encode() + b" ").rstrip("="), id="no-padding"),
        pytest.param(_encoded(PRINCIPAL | {"x": "?" * 9 + "~" * 9}).replace("+", "-").replace("/", "_"), id="url-safe"),
        pytest.param(_bytes(b"\xff\xfe" + json.dumps(PRINCIPAL).encode("utf-16-le")), id="utf-16"),
        pytest.param(_bytes(b"\xef\xbb\xbf" + json.dumps(PRINCIPAL).encode()), id="byte-order-mark"),
        pytest.param(_bytes(json.dumps(PRINCIPAL).encode()[:-1]), id="cut"),
        pytest.param(_bytes(json.dumps(PRINCIPAL).encode() * 2), id="two-documents"),
        pytest.param(_bytes(b'{"auth_typ": "x",' + json.dumps(PRINCIPAL).encode()[1:]), id="name-twice"),
        pytest.param(
            _bytes(json.dumps(PRINCIPAL).replace('"val": "Operator"', '"val": "x", "val": "Operator"').encode()),
            id="name-twice-in-a-claim",
        ),
        pytest.param(_bytes(b"[" * 20_000), id="deep"),
        pytest.param(_encoded(PRINCIPAL | {"padding": "x" * 33_000}), id="over-32-kb"),
    ],
)  # fmt: skip
def test_a_header_of_another_form_is_nobody(header: str | None) -> None:
    with pytest.raises(SignInRequired):
        _raw(header)


def test_base64_has_one_spelling() -> None:
    """The bits that padding leaves over must be nought: one principal, one header."""
    text = _encoded(
        PRINCIPAL | {"x": next("x" * n for n in range(3) if _encoded(PRINCIPAL | {"x": "x" * n}).endswith("="))}
    )
    last = text.rstrip("=")[-1]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = text.rstrip("=")[:-1] + alphabet[alphabet.index(last) + 1] + "=" * text.count("=")
    assert base64.b64decode(other) == base64.b64decode(text)
    _raw(text)

    with pytest.raises(SignInRequired):
        _raw(other)


def test_thirty_two_kilobytes_are_read() -> None:
    filler = "x" * (24_000 - len(json.dumps(PRINCIPAL)))

    _member(PRINCIPAL | {"filler": filler})


@given(st.text(max_size=200))
def test_whatever_the_header_says_it_is_nobody(text: str) -> None:
    with pytest.raises(SignInRequired):
        _raw(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["auth_typ", "claims", "role_typ", "name_typ", "x"]), _JSON),
    st.lists(
        st.fixed_dictionaries({"typ": st.sampled_from(["oid", "tid", "name", "roles", "x"]) | _JSON, "val": _JSON}),
        max_size=4,
    ),
)
def test_whatever_the_principal_is_it_is_somebody_or_nobody(odd: dict[str, Any], more: list[dict[str, Any]]) -> None:
    """And whoever it is can be written down and sent."""
    principal = PRINCIPAL | {"claims": [*CLAIMS, *more]} | odd
    try:
        member = _member(principal)
    except SignInRequired:
        return
    assert member.object_id == OBJECT_ID
    "".join([member.name, *member.roles]).encode()


def test_a_long_name_is_cut() -> None:
    assert _member(_changed("name", "x" * 500)).name == "x" * 120

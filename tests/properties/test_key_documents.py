"""Key documents: whatever an address answers with, what comes out are keys that were in it, by their names."""

import base64
import json
from typing import Any, get_args

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from shared.key_documents import KeyDocumentRefused, KeyFormat, KeySet, read_keys
from shared.public_jwk import required_members, thumbprint_of
from shared.strict_jwt import Algorithm, PublicKey
from tests.properties.texts import ANYTHING, JSON, slipped
from tests.unit.token_kinds import BANK, BANKS_OTHER, BROWSER, OURS, STRANGER

PUBLIC: list[PublicKey] = [key.public_key() for key in (BANK, BANKS_OTHER, BROWSER, STRANGER)] + [OURS.public]
FORMS = st.sampled_from(get_args(KeyFormat))
ALGORITHMS = st.sampled_from(get_args(Algorithm))
PUBLISHED = st.dictionaries(st.text("abc", min_size=1, max_size=2), st.sampled_from(PUBLIC), max_size=6)
MEMBERS = st.sampled_from(["kty", "crv", "x", "y", "n", "e", "kid", "use", "key_ops", "alg", "publicKey", "expiry"])
LIKELY = st.sampled_from(["RSA", "EC", "P-256", "sig", "enc", ["verify"], ["sign"], "RS256", "ES256", "AQAB", 0]) | JSON


def _pem(public: PublicKey) -> str:
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _entry(form: KeyFormat, kid: str, public: PublicKey) -> dict[str, Any]:
    if form == "jwks":
        return {"kid": kid, **required_members(public)}
    return {"kid": kid, "publicKey": base64.b64encode(_pem(public).encode()).decode(), "expiry": 2_000_000_000}


def _document(form: KeyFormat, entries: list[Any]) -> bytes:
    return json.dumps({"keys": entries} if form == "jwks" else entries).encode()


def _read(raw: bytes, form: KeyFormat, algorithm: Algorithm) -> KeySet | None:
    try:
        return read_keys(raw, form, algorithm)
    except KeyDocumentRefused:
        return None


def _found(keys: KeySet | None) -> dict[str | None, str]:
    return {key.kid: thumbprint_of(key.public) for key in keys.keys} if keys else {}


@given(st.binary(max_size=300) | ANYTHING.map(lambda text: text.encode(errors="replace")), FORMS, ALGORITHMS)
def test_any_bytes_are_a_document_or_refused(raw: bytes, form: KeyFormat, algorithm: Algorithm) -> None:
    assert _read(raw, form, algorithm) is None


@given(JSON | st.fixed_dictionaries({"keys": JSON}) | st.lists(st.dictionaries(MEMBERS, LIKELY), max_size=3), FORMS)
def test_any_json_is_a_document_or_refused(document: Any, form: KeyFormat) -> None:
    raw = json.dumps(document).encode()

    assert _read(raw, form, "RS256") is None
    assert _read(json.dumps({"keys": document}).encode(), form, "ES256") is None


@given(PUBLISHED, st.sampled_from(["jwks", "list"]), ALGORITHMS, st.data())
def test_the_keys_that_go_in_come_out_in_any_order(
    published: dict[str, PublicKey], form: KeyFormat, algorithm: Algorithm, data: st.DataObject
) -> None:
    entries = data.draw(st.permutations([_entry(form, kid, public) for kid, public in published.items()]))
    kind = "RSA" if algorithm == "RS256" else "EC"
    expected = {
        kid: thumbprint_of(public) for kid, public in published.items() if required_members(public)["kty"] == kind
    }

    assert _found(_read(_document(form, entries), form, algorithm)) == expected


@given(st.sampled_from(PUBLIC), st.sampled_from(["jwks", "list"]), MEMBERS, LIKELY, ALGORITHMS)
def test_a_changed_entry_gives_that_key_or_none(
    public: PublicKey, form: KeyFormat, member: str, value: Any, algorithm: Algorithm
) -> None:
    """Another `n` or point would have to be good as well; an `e` may be."""
    entry = _entry(form, "a", public) | {member: value}
    found = _found(_read(_document(form, [entry]), form, algorithm))

    assert set(found.values()) <= {thumbprint_of(public)} or member in {"e", "n"}
    assert list(found) in ([], [entry.get("kid")])


@given(st.sampled_from(PUBLIC), st.data())
def test_a_pem_with_a_slip_is_the_same_key_or_none(public: PublicKey, data: st.DataObject) -> None:
    """Line ends and blanks at them may differ; a letter of the key may not, but where it makes another good key."""
    pem = data.draw(slipped(_pem(public), " \n\r\tAz9+/=-") | slipped(_pem(public)))
    keys = _read(pem.encode(errors="replace"), "pem", "RS256" if required_members(public)["kty"] == "RSA" else "ES256")

    for key in keys.keys if keys else ():
        assert "".join(_pem(key.public).split()) == "".join(pem.split())


@given(PUBLISHED, st.sampled_from(["d", "p", "k", "priv"]), JSON)
def test_a_private_part_refuses_them_all(published: dict[str, PublicKey], member: str, value: Any) -> None:
    entries = [_entry("jwks", kid, public) for kid, public in published.items()]

    assert _read(_document("jwks", [*entries, {"kty": "RSA", member: value}]), "jwks", "RS256") is None

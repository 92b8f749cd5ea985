"""What a bank publishes: the keys that verify come out of it, in the format that was agreed, and nothing else does."""

import base64
import json
import math
import re
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from shared import base64url
from shared.instants import Instant
from shared.key_documents import MAX_BYTES, Fault, KeyDocumentRefused, KeyFormat, KeySet, read_keys
from shared.public_jwk import required_members, thumbprint_of
from shared.signing_keys import SigningKey
from shared.strict_jwt import Algorithm, PublicKey
from tests.unit.token_kinds import BANK, BANKS_OTHER, BROWSER

RSA, OTHER, CURVE = BANK.public_key(), BANKS_OTHER.public_key(), BROWSER.public_key()
JWK = {"kid": "a", **required_members(RSA)}
EC = {"kid": "c", **required_members(CURVE)}
Changes = dict[str, Any]


def _pem(public: PublicKey) -> str:
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _private_pem(form: PrivateFormat) -> str:
    return BANK.private_bytes(Encoding.PEM, form, NoEncryption()).decode()


def _listed(kid: Any = "a", pem: str | None = None, **changes: Any) -> Changes:
    text = _pem(RSA) if pem is None else pem
    return {"kid": kid, "publicKey": base64.b64encode(text.encode()).decode(), "expiry": 1_800_000_000} | changes


def _read(document: object, form: KeyFormat = "jwks", algorithm: Algorithm = "RS256") -> KeySet:
    return read_keys(document if isinstance(document, bytes) else json.dumps(document).encode(), form, algorithm)


def _refused(document: object, form: KeyFormat = "jwks", algorithm: Algorithm = "RS256") -> Fault:
    with pytest.raises(KeyDocumentRefused) as refused:
        _read(document, form, algorithm)
    return refused.value.reason


def _set(*entries: object) -> dict[str, object]:
    return {"keys": list(entries)}


def _why(entry: object, algorithm: Algorithm = "RS256") -> str:
    """Why this entry is passed over, beside one that is fine."""
    fine = {**required_members(OTHER if algorithm == "RS256" else CURVE), "kid": "fine"}
    found = _read(_set(entry, fine), algorithm=algorithm)
    assert [key.kid for key in found.keys] == ["fine"]
    return found.unusable[0].why


def _same(found: KeySet, kid: str | None, public: PublicKey) -> bool:
    key = found.find(kid)
    return key is not None and thumbprint_of(key.public) == thumbprint_of(public)


def test_a_set_of_jwks_gives_the_keys_of_the_algorithm_by_name() -> None:
    document = _set(
        JWK | {"use": "sig", "alg": "RS256", "x5c": ["ignored"]}, {**required_members(OTHER), "kid": "b"}, EC
    )

    found = _read(document)

    assert _same(found, "a", RSA)
    assert _same(found, "b", OTHER)
    assert found.find("c") is None
    assert found.find(None) is None
    assert _same(_read(document, algorithm="ES256"), "c", CURVE)


def test_our_own_document_can_be_read_by_others_as_by_us() -> None:
    key = SigningKey(BANK)

    assert _same(_read({"keys": [key.jwk]}), key.kid, key.public)


@pytest.mark.parametrize("newline", ["\n", "\r\n", " \r\n"])
def test_one_pem_is_one_key_without_a_name(newline: str) -> None:
    pem = _pem(RSA).replace("\n", newline).encode()

    assert _same(_read(pem, "pem"), None, RSA)
    assert _same(_read(b"\n " + pem + b"\n", "pem"), None, RSA)
    assert _same(_read(_pem(CURVE).encode(), "pem", "ES256"), None, CURVE)


def test_a_list_gives_each_key_its_name_and_its_end() -> None:
    found = _read([_listed("a/+="), _listed("b", _pem(OTHER), expiry=0)], "list")

    assert [(key.kid, key.expires_at) for key in found.keys] == [("a/+=", Instant(1_800_000_000_000)), ("b", 0)]
    assert _same(found, "a/+=", RSA)


@pytest.mark.parametrize("form", ["jwks", "pem", "list"])
def test_the_format_is_what_was_agreed(form: KeyFormat) -> None:
    documents: dict[KeyFormat, bytes] = {
        "jwks": json.dumps(_set(JWK)).encode(),
        "pem": _pem(RSA).encode(),
        "list": json.dumps([_listed()]).encode(),
    }
    for other, document in documents.items():
        if other == form:
            _read(document, form)
        else:
            assert _refused(document, form) == "malformed"


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        ("another use", {"use": "enc"}),
        ("another use", {"use": None}),
        ("another use", {"use": ["sig"]}),
        ("another use", {"use": "SIG"}),
        ("another use", {"key_ops": ["encrypt"]}),
        ("another use", {"key_ops": []}),
        ("another use", {"key_ops": "verify"}),
        ("another use", {"key_ops": None}),
        ("another use", {"use": "enc", "key_ops": ["verify"]}),
        ("another algorithm", {"alg": "RS512"}),
        ("another algorithm", {"alg": "PS256"}),
        ("another algorithm", {"alg": "RSA-OAEP"}),
        ("another algorithm", {"alg": "ES256"}),
        ("another algorithm", {"alg": None}),
        ("neither RSA nor EC", {"kty": "rsa"}),
        ("neither RSA nor EC", {"kty": None}),
        ("neither RSA nor EC", {"kty": ["RSA"]}),
        ("neither RSA nor EC", {"kty": "AKP", "pub": "x"}),
        ("kid is no name", {"kid": 1}),
        ("kid is no name", {"kid": ""}),
        ("kid is no name", {"kid": None}),
        ("kid is no name", {"kid": "a\n"}),
        ("kid is no name", {"kid": "x" * 129}),
        ("not a number", {"n": None}),
        ("not a number", {"n": 5}),
        ("not a number", {"n": ""}),
        ("canonical", {"n": JWK["n"] + "="}),
        ("odd modulus", {"n": JWK["n"] + "A"}),
        ("not base64url", {"n": " " + JWK["n"]}),
        ("not a number", {"n": base64url.encode(b"\0" + base64url.decode(JWK["n"]))}),
        ("not a number", {"e": "AAEAAQ"}),
        ("not a number", {"e": "AA"}),
    ],
)
def test_an_entry_that_is_not_for_us_is_passed_over(why: str, changes: Changes) -> None:
    assert re.search(why, _why(JWK | changes))


@pytest.mark.parametrize(
    ("n", "e"),
    [
        (RSA.public_numbers().n >> 1 | 1, 65537),
        (2**1023 + 1, 65537),
        (2**8192 + 1, 65537),
        (RSA.public_numbers().n + 1, 65537),
        (RSA.public_numbers().n, 1),
        (RSA.public_numbers().n, 2),
        (RSA.public_numbers().n, 65536),
        (RSA.public_numbers().n, 2**32 + 1),
        (RSA.public_numbers().n, RSA.public_numbers().n - 2),
        (1, 1),
    ],
    # The key is another in every process; a test's name must not be.
    ids=["half", "1024 bits", "8193 bits", "even", "1", "2", "65536", "33 bits", "almost n", "ones"],
)
def test_numbers_that_make_no_good_rsa_key_are_passed_over(n: int, e: int) -> None:
    """SP 800-131A for what is too short; the rest would be wrong, or cost too much."""
    n_text, e_text = (base64url.encode(number.to_bytes((number.bit_length() + 7) // 8, "big")) for number in (n, e))

    _why({"kid": "a", "kty": "RSA", "n": n_text, "e": e_text})


def test_a_key_of_a_chip_that_makes_bad_ones_is_passed_over() -> None:
    """CVE-2017-15361; the modulus is made like those, of the right powers of 65537."""
    product = math.prod(prime for prime in range(3, 168) if all(prime % smaller for smaller in range(2, prime)))
    number = pow(65537, 2**40 + 7, product) + product * 2**1840
    number += product * (1 - number % 2)

    assert "CVE-2017-15361" in _why({"kid": "a", **required_members(RSAPublicNumbers(65537, number).public_key())})


@pytest.mark.parametrize("bits", [2048, 3072])
def test_rsa_keys_as_they_are_made_are_fine(bits: int) -> None:
    _read(_set({"kid": "k", **required_members(generate_private_key(65537, bits).public_key())}))


_P384 = ec.generate_private_key(ec.SECP384R1()).public_key().public_numbers()


@pytest.mark.parametrize(
    "changes",
    [
        {"crv": "P-384"},
        {"crv": "secp256k1"},
        {"crv": "P-384", "x": base64url.encode(_P384.x.to_bytes(48, "big")), "y": base64url.encode(bytes(48))},
        {"crv": None},
        {"x": EC["y"], "y": EC["x"]},
        {"x": base64url.encode(bytes(32)), "y": base64url.encode(bytes(32))},
        {"x": base64url.encode(b"\xff" * 32)},
        {"x": base64url.encode(b"\0" + base64url.decode(EC["x"]))},
        {"x": EC["x"] + "="},
        {"y": None},
        {"alg": "ES512"},
        {"alg": "ES384"},
    ],
)
def test_points_that_are_not_on_the_curve_are_passed_over(changes: Changes) -> None:
    _why(EC | {"kid": "bad"} | changes, "ES256")


@pytest.mark.parametrize("member", ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"])
@pytest.mark.parametrize("kty", ["RSA", "EC", "oct", "OKP", "AKP"])
def test_a_private_part_anywhere_refuses_the_document(member: str, kty: str) -> None:
    assert _refused(_set(JWK, {"kid": "b", "kty": kty, member: "x"})) == "private_key"


@pytest.mark.parametrize(
    "pem",
    [
        _private_pem(PrivateFormat.PKCS8),
        _private_pem(PrivateFormat.TraditionalOpenSSL),
        _private_pem(PrivateFormat.OpenSSH),
        _pem(RSA) + _private_pem(PrivateFormat.PKCS8),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nx\n-----END ENCRYPTED PRIVATE KEY-----\n",
    ],
)
def test_a_private_pem_refuses_the_document(pem: str) -> None:
    assert _refused(pem.encode(), "pem") == "private_key"
    assert _refused([_listed("b", _pem(OTHER)), _listed("a", pem)], "list") == "private_key"


def test_a_name_stands_once() -> None:
    """Also where one of the two would be passed over: whoever publishes them is asked what they mean."""
    assert _refused(_set(JWK, {**required_members(OTHER), "kid": "a"})) == "duplicate_kid"
    assert _refused(_set(JWK, EC | {"kid": "a"})) == "duplicate_kid"
    assert _refused([_listed(), _listed()], "list") == "duplicate_kid"


def test_several_keys_need_names() -> None:
    nameless = required_members(RSA)

    assert _same(_read(_set(nameless, EC)), None, RSA)
    assert _refused(_set(nameless, {**required_members(OTHER), "kid": "b"})) == "unnamed_key"
    assert _refused(_set(nameless, required_members(OTHER))) == "unnamed_key"


@pytest.mark.parametrize(
    "document", [_set(), _set(EC), _set(JWK | {"use": "enc"}), _set({"kty": "OKP", "crv": "Ed25519", "x": "AA"})]
)
def test_a_document_without_a_key_for_us_is_refused(document: object) -> None:
    assert _refused(document) == "no_usable_key"


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<html>",
        b"null",
        b'{"keys": null}',
        b'{"keys": {}}',
        b'{"keys": [null]}',
        b'{"keys": [[]]}',
        b"{}",
        b'{"keys": [], "keys": []}',
        b'{"keys": [{"kid": "a", "kid": "b"}]}',
        b'{"keys": [{"x": NaN}]}',
        b'{"keys": [{"x": "\\ud800"}]}',
        b'{"keys": [' + b"9" * 5000 + b"]}",
        b"[" * 60_000,
        b"\xef\xbb\xbf" + json.dumps(_set(JWK)).encode(),
        json.dumps(_set(JWK)).encode("utf-16"),
        b"\xff",
    ],
)
def test_what_is_no_document_is_refused(document: bytes) -> None:
    assert _refused(document) == "malformed"
    assert _refused(document, "list") in {"malformed", "no_usable_key"}
    assert _refused(document, "pem") == "malformed"


def test_a_document_is_at_most_64_kilobytes() -> None:
    document = json.dumps(_set(JWK)).encode()

    _read(document + b" " * (MAX_BYTES - len(document)))
    assert _refused(document + b" " * (MAX_BYTES - len(document) + 1)) == "too_large"


_ED = ed25519.Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
_DER = RSA.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


_POINT = CURVE.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
_COMPRESSED = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200") + _POINT
_FOR_PSS = bytes.fromhex("30820120300b06092a864886f70d01010a0382010f00") + _DER[-270:]
"""RFC 4055, 1.2: the same key, for RSASSA-PSS alone."""


def _block(der: bytes, label: str = "PUBLIC KEY") -> str:
    lines = re.findall(".{1,64}", base64.b64encode(der).decode())
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def test_the_blocks_that_are_made_by_hand_are_as_an_encoder_makes_them() -> None:
    assert _block(_DER) == _pem(RSA)


@pytest.mark.parametrize(
    "pem",
    [
        "",
        _pem(RSA) * 2,
        "# a comment\n" + _pem(RSA),
        _pem(RSA) + "behind",
        _pem(RSA).replace("BEGIN", "BEG1N"),
        _pem(RSA).replace("\n", ""),
        _pem(RSA).replace("MII", "MIJ", 1),
        _pem(RSA).replace("-----END", "=\n-----END"),
        _pem(RSA).replace("PUBLIC KEY", "CERTIFICATE"),
        _block(b""),
        _block(_DER[:-1]),
        _block(_DER + b"\0"),
        _block(_COMPRESSED),
        _block(_FOR_PSS),
        _block(_DER, "RSA PUBLIC KEY"),
        _ED.decode(),
        _pem(generate_private_key(65537, 1024).public_key()),
        _pem(ec.generate_private_key(ec.SECP384R1()).public_key()),
        "\N{ZERO WIDTH SPACE}" + _pem(RSA),
    ],
)
def test_a_pem_that_is_not_one_good_key_is_refused(pem: str) -> None:
    assert _refused(pem.encode(), "pem") in {"malformed", "no_usable_key"}
    found = _read([_listed("fine"), _listed("bad", pem)], "list")
    assert [key.kid for key in found.keys] == ["fine"]
    assert found.unusable[0].kid == "bad"


@pytest.mark.parametrize(
    "changes",
    [
        {"kid": None},
        {"kid": ""},
        {"kid": 1},
        {"expiry": None},
        {"expiry": "1800000000"},
        {"expiry": 1_800_000_000.5},
        {"expiry": True},
        {"expiry": -1},
        {"expiry": 1_800_000_000_000},
        {"publicKey": None},
        {"publicKey": _pem(RSA)},
        {"publicKey": _listed()["publicKey"].rstrip("=") + "===="},
        {"publicKey": 5},
    ],
)
def test_a_list_entry_that_is_incomplete_or_odd_is_passed_over(changes: Changes) -> None:
    """An end in milliseconds among them: as seconds it would never come."""
    found = _read([_listed("fine", _pem(OTHER)), _listed() | changes], "list")

    assert [key.kid for key in found.keys] == ["fine"]
    assert len(found.unusable) == 1

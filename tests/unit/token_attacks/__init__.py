"""Forged and odd tokens, each made from one that holds; every door must refuse every one.

Sources: RFC 8725; the CVEs that ticarpi's jwt_tool lists; Wycheproof's JWS tests for form and keys; our own for claims.
"""

from tests.unit.token_attacks.algorithms import algorithms
from tests.unit.token_attacks.changes import Attack
from tests.unit.token_attacks.claims import names, times
from tests.unit.token_attacks.forms import json_forms, spellings
from tests.unit.token_attacks.headers import headers
from tests.unit.token_attacks.signatures import signatures

_GROUPS = (algorithms, headers, spellings, json_forms, signatures, times)
ON_ANY_KIND: dict[str, Attack] = dict(attack for group in _GROUPS for attack in group())
ON_NAMED_KINDS: dict[str, Attack] = dict(names())
"""On kinds that have an issuer, an audience, a subject and an end."""

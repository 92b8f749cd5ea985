"""`scripts/wycheproof.py FOLDER`: the JOSE vectors of C2SP/wycheproof (Apache-2.0), through our reader of tokens.

FOLDER is `testvectors_v1` of a checkout of https://github.com/C2SP/wycheproof; its files are too large to keep here.
The vectors sign texts that are no claims, so the claims alone are not read; form, header, keys and signature are
judged as for a customer's token. An invalid vector that is let in ends the command with 1.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

import jwt

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from shared import strict_jwt
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.key_documents import KeyDocumentRefused, read_keys
from shared.strict_jwt import Algorithm, TokenRefused, TokenRules, UnverifiedToken

FILES = ("json_web_signature_test.json", "json_web_key_test.json", "json_web_crypto_test.json")
_PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "oth"}


def vectors(file: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each signature's test with the keys that its group publishes."""
    for group in json.loads(file.read_text(encoding="utf-8"))["testGroups"]:
        published = group.get("public") or group.get("private")
        entries = published.get("keys", [published])
        public = [{name: value for name, value in entry.items() if name not in _PRIVATE} for entry in entries]
        for test in group["tests"]:
            if isinstance(test.get("jws"), str):
                yield {"keys": public}, test


def let_in(document: dict[str, Any], token: str, algorithm: Algorithm) -> bool:
    """Whether the reader takes the token, but for its claims."""
    rules = TokenRules(frozenset({algorithm}), frozenset({None, "JWT"}), frozenset({"alg", "kid", "typ"}), frozenset())
    try:
        keys = read_keys(json.dumps(document).encode(), "jwks", algorithm)
        with patch.object(strict_jwt, "_object", _header_alone()):
            found = strict_jwt.read(UnverifiedToken(token), rules)
        key = keys.find(found.kid)
        if key is None:
            return False
        with patch.object(jwt, "decode", _signature_alone):
            strict_jwt.verify(found, key.public, rules, Instant(0))
    except (TokenRefused, KeyDocumentRefused):
        return False
    return True


def _header_alone() -> Callable[[bytes], JsonObject]:
    readers = [lambda _: {}, strict_jwt._object]  # noqa: SLF001 (the claims' JSON alone is skipped)

    def read(raw: bytes) -> JsonObject:
        return readers.pop()(raw)

    return read


def _signature_alone(token: str, key: Any, algorithms: list[str], **_: object) -> None:
    jwt.PyJWS().decode(token, key, algorithms, {"enforce_minimum_key_length": True})


def main() -> int:
    """Print a line per file; 1 where an invalid vector is let in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder, wrong = parser.parse_args().folder, 0
    for name in FILES:
        outcomes = Counter(
            (test["result"], any(let_in(document, test["jws"], algorithm) for algorithm in get_args(Algorithm)))
            for document, test in vectors(folder / name)
        )
        invalid, valid = outcomes["invalid", True], outcomes["valid", True]
        wrong += invalid
        sys.stdout.write(
            f"{name}: {outcomes['invalid', False] + invalid} invalid, {invalid} of them let in;"
            f" {outcomes['valid', False] + valid} valid, {valid} of them let in\n"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Rules over Python source: what is called a secret reaches no log, no error's text and no comparison whose time tells.

Names are judged, not values. A line that is right all the same says why after `EXCUSE`, there or on the line before; a
reason that excuses nothing is reported as well.
"""

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import chain

SECRETS = frozenset({
    "pin", "pins", "digits", "token", "tokens", "proof", "proofs", "secret", "secrets", "pepper", "peppers", "password",
    "key", "keys", "match_code", "authorization", "cookie", "credential", "credentials", "claims", "jti", "tag",
})  # fmt: skip
HOLDERS = frozenset({
    "body", "headers", "request", "content", "document", "environ", "display_name", "subject", "address",
})  # fmt: skip
"""What has secrets or persons in it."""
COMPARED = frozenset({"pin", "secret", "match_code", "tag", "key_hash", "front_door_id", "signature", "mac", "digest"})
EXCUSE = "# tells nothing: "
_LOGGERS = frozenset({"_log", "_LOG", "log", "logger", "logging"})
_METHODS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
_SHOWS_KIND = frozenset({"type", "len"})
_SHOWS_ALL = frozenset({"str", "repr", "format", "vars", "ascii"})
_TRUST_ALL = frozenset({"verify", "ssl", "verify_ssl", "connection_verify", "check_hostname"})
_Suspect = tuple[ast.expr, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A line, from 1, and what is wrong with it."""

    line: int
    what: str


def judge(text: str, names_here: Set[str] = frozenset(), *, prints: bool = True) -> list[Finding]:
    """What is wrong in one module, by line. `names_here` name no secret in it; `prints`: what is printed counts."""
    tree = ast.parse(text)
    secrets = SECRETS - names_here
    excuses = set(_excuses(text))
    found = []
    for node, what in chain(_told(tree, secrets, prints=prints), _compared(tree), _unverified(tree)):
        lines = set(range(node.lineno - 1, (node.end_lineno or node.lineno) + 1))
        if not lines & excuses:
            found.append(Finding(node.lineno, what))
        excuses -= lines
    found += [Finding(line, "excuses nothing: take the words away") for line in excuses]
    return sorted(set(found), key=lambda finding: (finding.line, finding.what))


def _excuses(text: str) -> Iterator[int]:
    """Lines that give a reason."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and EXCUSE in token.string and token.string.partition(EXCUSE)[2].strip():
            yield token.start[0]


def _told(tree: ast.Module, secrets: Set[str], *, prints: bool) -> Iterator[_Suspect]:
    """Calls that log or print, and exceptions' texts."""
    caught = {handler.name for handler in ast.walk(tree) if isinstance(handler, ast.ExceptHandler) and handler.name}
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            for name in _shown(node.exc.args, secrets, frozenset()):
                yield node.exc, f"{name} in an exception's text, which others log"
        if not isinstance(node, ast.Call) or not (_logs(node) or (prints and _prints(node))):
            continue
        told = [*node.args, *(word.value for word in node.keywords if word.arg not in {"file", "stream"})]
        for name in _shown(told, secrets | HOLDERS, caught):
            yield node, f"{name} in {'a log' if _logs(node) else 'what is printed'}"
        if _logs(node) and (_method(node) == "exception" or _asks_for_a_trace(node)):
            yield node, "a trace in a log, and with it whatever its exceptions say"


def _logs(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _METHODS:
        return False
    by = call.func.value
    if isinstance(by, ast.Call):
        return _method(by) == "getLogger"
    return (by.id if isinstance(by, ast.Name) else by.attr if isinstance(by, ast.Attribute) else "") in _LOGGERS


def _prints(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id == "print"
    return _method(call) == "write" and ast.unparse(call.func).startswith(("sys.stdout.", "sys.stderr."))


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _asks_for_a_trace(call: ast.Call) -> bool:
    asked = (word.value for word in call.keywords if word.arg in {"exc_info", "stack_info"})
    return any(not isinstance(value, ast.Constant) or bool(value.value) for value in asked)


def _shown(expressions: Iterable[ast.expr], words: Set[str], caught: Set[str]) -> Iterator[str]:
    """Names of which more than their kind would be seen."""
    for expression in expressions:
        match expression:
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
                # What a function of ours makes of an exception is its own promise; of a secret it is nobody's.
                passed = caught if name in _SHOWS_ALL else frozenset()
                if name not in _SHOWS_KIND:
                    yield from _shown([*args, *(word.value for word in keywords)], words, passed)
            case ast.Attribute(value=ast.Call(func=ast.Name(id="type"))):
                pass
            case ast.Name(id=name) if name in caught or _names(name, words):
                yield name
            case ast.Attribute(attr=name) if _names(name, words):
                yield name
            case ast.Attribute(value=whole):
                # A field of a request may be anything; of a document or an error it is what its own name says.
                yield from _shown([whole], words - HOLDERS | {"request"}, caught)
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                if _names(name, words):
                    yield name
            case _:
                parts = (part for part in ast.iter_child_nodes(expression) if isinstance(part, ast.expr))
                yield from _shown(parts, words, caught)


def _names(name: str, words: Set[str]) -> bool:
    """The last word says what a thing is: `session_token` is a token; `token_type`, `key_bits`, a constant are not."""
    plain = name.lower().strip("_")
    return not name.isupper() and any(plain == word or plain.endswith(f"_{word}") for word in words)


def _compared(tree: ast.Module) -> Iterator[_Suspect]:
    """`==` and `!=` on what must be compared in constant time; from a constant there is nothing to learn."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq | ast.NotEq):
            continue
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Constant) for side in sides):
            continue
        for side in sides:
            name = side.id if isinstance(side, ast.Name) else side.attr if isinstance(side, ast.Attribute) else ""
            if _names(name, COMPARED):
                yield node, f"{name} compared with ==: use hmac.compare_digest"


def _unverified(tree: ast.Module) -> Iterator[_Suspect]:
    """Tokens whose signature nobody looks at, and connections to whoever answers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                named = isinstance(key, ast.Constant) and key.value == "verify_signature"
                if named and not (isinstance(value, ast.Constant) and value.value is True):
                    yield node, "a token whose signature is not verified"
        for word in node.keywords if isinstance(node, ast.Call) else ():
            if isinstance(word.value, ast.Constant) and word.value.value is False and word.arg in _TRUST_ALL:
                yield node, f"{word.arg}=False: whoever stands in between is believed"
            if word.arg == "algorithms" and "'none'" in ast.unparse(word.value).lower():
                yield node, "a token that needs no signature"

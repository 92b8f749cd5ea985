"""Times that are none, and tokens from or for another."""

from tests.unit.token_attacks.changes import Named, but, without, written
from tests.unit.token_kinds import NOW


def times() -> Named:
    """Whole numbers alone are times (we know of no sign-in that writes others; RFC 7519 would let fractions pass)."""
    for name in ("iat", "nbf", "exp"):
        for value in (None, "", str(NOW), True, False, [], [NOW], {}, {"a": 1}, NOW + 0.5, float(NOW), -1, "NOW"):
            yield (
                f"{name} {value!r}",
                lambda kind, name=name, value=value: kind.token(claims=but(kind.claims, **{name: value})),
            )
        for number in ("1e308", "1e999", "9" * 18, "9" * 5000, "-9e9", f"{NOW}.0", "NaN", "Infinity", f"{NOW}e0"):
            yield (
                f"{name} {number[:20]}",
                lambda kind, name=name, number=number: kind.token(
                    claims=written(but(kind.claims, **{name: "?"}), "?", number)
                ),
            )
    yield "not yet", lambda kind: kind.token(claims=but(kind.claims, nbf=NOW + 3601))
    yield "made in a while", lambda kind: kind.token(claims=but(kind.claims, iat=NOW + 3601))
    yield "no iat", lambda kind: kind.token(claims=without(kind.claims, "iat"))
    for ends in (NOW - 10**6, 0):
        yield f"over at {ends}", lambda kind, ends=ends: kind.token(claims=but(kind.claims, exp=ends))
    yield "over before it was made", lambda kind: kind.token(claims=but(kind.claims, exp=NOW - 1))
    yield "over as it was made", lambda kind: kind.token(claims=but(kind.claims, exp=NOW))


def names() -> Named:
    """Of tokens with an issuer, an audience, a subject and an end: session and foreign."""
    for name in ("iss", "aud", "sub", "exp"):
        yield f"no {name}", lambda kind, name=name: kind.token(claims=without(kind.claims, name))
        for value in (None, 1, True, [], {}, ""):
            yield (
                f"{name} {value!r}",
                lambda kind, name=name, value=value: kind.token(claims=but(kind.claims, **{name: value})),
            )
    for name in ("iss", "aud"):
        for change, odd in {
            "list of one": lambda value: [value],
            "list of two": lambda value: [value, "https://evil.example"],
            "behind another": lambda value: ["https://evil.example", value],
            "object": lambda value: {value: value},
            "capitals": str.upper,
            "slash": lambda value: value + "/",
            "blank": lambda value: value + " ",
            "line feed": lambda value: value + "\n",
            "NUL": lambda value: value + "\0",
            "suffix": lambda value: value + ".evil.example",
            "prefix": lambda value: value[:-1],
            "look-alike": lambda value: value.replace("a", "а"),  # noqa: RUF001
        }.items():
            yield (
                f"{name}: {change}",
                lambda kind, name=name, odd=odd: kind.token(claims=but(kind.claims, **{name: odd(kind.claims[name])})),
            )
    for sub in ("x" * 129, "a\0b", "a\nb", "a\x1b[2Jb", "a\u202eb", "a\u2028b", "\u200b", ["x"], {"x": 1}, 1.5):
        yield f"sub {sub!r:.20}", lambda kind, sub=sub: kind.token(claims=but(kind.claims, sub=sub))
    yield "a life too long", lambda kind: kind.token(claims=but(kind.claims, exp=NOW + 3601))
    yield "ten years", lambda kind: kind.token(claims=but(kind.claims, exp=NOW + 315_360_000))

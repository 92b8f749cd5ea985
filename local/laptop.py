"""What the laptop's environment says where nobody said anything: the host stands where the platform stands."""

from collections.abc import MutableMapping
from uuid import uuid4

_FAILURES_10_MINUTES = 50
_FAILURES_DAY = 1000


def set_defaults(environ: MutableMapping[str, str]) -> list[str]:
    """Fill in what is unset or blank, before anything reads it; return the sentences to print about it.

    `PUBLIC_URL` stays unset on purpose: ours is then the origin that a request itself names.
    """
    if not _given(environ, "FRONT_DOOR_ID"):
        environ["FRONT_DOOR_ID"] = str(uuid4())
    relaxed = []
    if not _given(environ, "NETWORK_FAILURES_10M"):
        environ["NETWORK_FAILURES_10M"] = str(_not_above_a_days_worth(environ))
        relaxed.append("NETWORK_FAILURES_10M")
    if not _given(environ, "NETWORK_FAILURES_DAY"):
        environ["NETWORK_FAILURES_DAY"] = str(_FAILURES_DAY)
        relaxed.append("NETWORK_FAILURES_DAY")
    if not relaxed:
        return []
    values = " and ".join(f"{name}={environ[name]}" for name in relaxed)
    return [f"Every browser here shares one address, so wrong PINs are counted loosely: {values}."]


def _given(environ: MutableMapping[str, str], name: str) -> bool:
    return bool(environ.get(name, "").strip())


def _not_above_a_days_worth(environ: MutableMapping[str, str]) -> int:
    """A tight limit for the day must not be refused because of our own default for ten minutes."""
    day = environ.get("NETWORK_FAILURES_DAY", "").strip()
    return min(_FAILURES_10_MINUTES, int(day)) if day.isdecimal() and int(day) else _FAILURES_10_MINUTES

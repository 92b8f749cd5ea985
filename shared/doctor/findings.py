"""A finding: a named rule that is broken, and by what."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_log = logging.getLogger("shared.doctor")


class Severity(StrEnum):
    """How bad it is, worst first."""

    STOPS = "stops the start"
    UNSAFE = "unsafe"
    WORTH_KNOWING = "worth knowing"


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is stable: alerts and runbooks go by it. `set` says what to do."""

    name: str
    severity: Severity
    why: str
    set: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` breaks the rule: one printable line without a secret. `setting` is what to change, or who was asked."""

    rule: Rule
    setting: str
    what: str


def printable(text: str) -> str:
    """On one line, and without what commands a terminal: other characters are escaped as Python escapes them."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )


def tell(findings: Iterable[Finding]) -> None:
    """Log what is unsafe, one WARNING each by the logger `shared.doctor`: `doctor: RULE (SETTING): what it is`.

    An alert looks for lines that begin with `doctor: `, so their shape stays.
    """
    for finding in findings:
        if finding.rule.severity is Severity.UNSAFE:
            _log.warning("doctor: %s (%s): %s", finding.rule.name, finding.setting, finding.what)

"""Findings as a person reads them in a terminal."""

from collections.abc import Iterator, Sequence
from textwrap import fill

from shared.doctor.findings import Finding, Severity

WIDTH = 100


def report(findings: Sequence[Finding], healthy: str) -> Iterator[str]:
    """Lines, the worst first; `healthy` is the one line when there is nothing to say."""
    if not findings:
        yield healthy
    for severity in Severity:
        group = [finding for finding in findings if finding.rule.severity is severity]
        if group:
            yield f"{severity.capitalize()}:"
        for finding in group:
            yield ""
            yield f"  {finding.rule.name} ({finding.setting})"
            yield _folded("", finding.what)
            yield _folded("why: ", finding.rule.why)
            yield _folded("set: ", finding.rule.set.replace("`", ""))
        if group:
            yield ""


def bad(findings: Sequence[Finding]) -> bool:
    """Something is unsafe or worse."""
    return any(finding.rule.severity is not Severity.WORTH_KNOWING for finding in findings)


def _folded(label: str, text: str) -> str:
    return fill(
        label + text,
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    " + " " * len(label),
        break_long_words=False,
        break_on_hyphens=False,
    )

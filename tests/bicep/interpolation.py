"""The inside of a Bicep string."""

from collections.abc import Callable

from tests.bicep.expressions import Expression


def parts(text: str, expression: Callable[[str], Expression]) -> tuple[str | Expression, ...]:
    """What stands between the quotes, in order: text, and the expressions within `${}`, each read by `expression`."""
    found: list[str | Expression] = []
    plain = ""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            plain, at = plain + text[at + 1], at + 2
        elif text.startswith("${", at):
            end = _closing(text, at + 2)
            found += [plain, expression(text[at + 2 : end])]
            plain, at = "", end + 1
        else:
            plain, at = plain + text[at], at + 1
    return tuple(part for part in (*found, plain) if part != "")


def _closing(text: str, at: int) -> int:
    """Where the brace closes that was opened just before `at`; strings within may have braces of their own."""
    opened = ["{"]
    while opened:
        quoted = opened[-1] == "'"
        if text[at] == "'":
            opened.pop() if quoted else opened.append("'")
        elif text[at] == "{" and (not quoted or text[at - 1] == "$"):
            opened.append("{")
        elif text[at] == "}" and not quoted:
            opened.pop()
        at += 1
    return at - 1

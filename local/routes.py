"""ASP.NET route templates, as the Functions host reads them: `calls/{call_id}`, `operator/{*path}`, `{id:guid?}`."""

import re
from dataclasses import dataclass

_PARAMETER = re.compile(
    r"\{(?P<star>\*{0,2})(?P<name>\w+)(?P<constraints>(?::\w+)*)(?:=(?P<default>[^}?]*))?(?P<optional>\??)\}"
)
_CONSTRAINTS = {
    "alpha": r"[A-Za-z]+",
    "bool": r"(?i:true|false)",
    "guid": r"[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}",
    "int": r"-?[0-9]{1,10}",
    "long": r"-?[0-9]{1,19}",
}


class RouteError(ValueError):
    """The template uses something that this host does not read; better a stop than a route that matches elsewhere."""


@dataclass(frozen=True, slots=True)
class RouteTemplate:
    """A compiled template. Matching is case-insensitive and forgives one slash at the end, as ASP.NET does."""

    text: str
    pattern: re.Pattern[str]
    defaults: dict[str, str]

    def match(self, path: str) -> dict[str, str] | None:
        """Return the route's parameters (absent optional ones left out), or None. `path` starts with a slash."""
        found = self.pattern.fullmatch(path)
        if found is None:
            return None
        return self.defaults | {name: value for name, value in found.groupdict().items() if value}


def compile_route(text: str) -> RouteTemplate:
    """Compile a template. Raises `RouteError`."""
    pattern, defaults = "", {}
    for segment in filter(None, text.strip("/").split("/")):
        parameter = _PARAMETER.fullmatch(segment)
        if parameter is None:
            pattern += "/" + _mixed(segment, text)
            continue
        name, default = parameter["name"], parameter["default"]
        value = ".*" if parameter["star"] else _constrained(parameter["constraints"], text)
        may_be_absent = parameter["star"] or parameter["optional"] or default is not None
        pattern += f"(?:/(?P<{name}>{value})){'?' if may_be_absent else ''}"
        if default is not None:
            defaults[name] = default
    return RouteTemplate(text, re.compile(f"{pattern}/?", re.IGNORECASE | re.DOTALL), defaults)


def _constrained(constraints: str, text: str) -> str:
    names = [name for name in constraints.split(":") if name]
    if not names:
        return "[^/]+"
    if len(names) > 1 or names[0] not in _CONSTRAINTS:
        raise RouteError(f"route {text}: the constraint {constraints} is not supported on the laptop")
    return _CONSTRAINTS[names[0]]


def _mixed(segment: str, text: str) -> str:
    """A literal, or literals and plain parameters in one segment such as `report-{year}.pdf`."""
    parts = re.split(r"\{(\w+)\}", segment)
    literals, names = parts[::2], parts[1::2]
    if any(brace in literal for literal in literals for brace in "{}"):
        raise RouteError(f"route {text}: the segment {segment} is not supported on the laptop")
    pattern = re.escape(literals[0])
    for name, literal in zip(names, literals[1:], strict=True):
        pattern += f"(?P<{name}>[^/]+?){re.escape(literal)}"
    return pattern

"""How `func azure functionapp publish` itself reads `.funcignore`, which is not how git does.

After azure-functions-core-tools (2026-08), GitIgnoreParser.cs and FileSystemHelpers.GetLocalFiles: a line is the
beginning of a path, wherever a word ends in it; what a line with "!" begins stays, whatever the other lines say.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_NEVER = {".funcignore", ".gitignore", "local.settings.json", "project.lock.json"}
_NEVER_ENTERED = {".git", ".vscode"}


def files_that_func_takes(root: Path) -> list[str]:
    """What of `root` it would publish, sorted."""
    lines = [line.strip() for line in (root / ".funcignore").read_text(encoding="utf-8").splitlines()]
    rules = [line for line in lines if line and not line.startswith("#")]
    kept = _beginning(rule.removeprefix("!") for rule in rules if rule.startswith("!"))
    left = _beginning(rule for rule in rules if not rule.startswith("!"))
    return sorted(name for name in _walk(root, "") if kept.match(name) or not left.match(name))


def _beginning(rules: Iterable[str]) -> re.Pattern[str]:
    patterns = "|".join(f"({_pattern(rule.removeprefix('/'))})" for rule in rules)
    return re.compile(rf"({patterns})\b", re.ASCII)


def _pattern(rule: str) -> str:
    escaped = re.sub(r"[-\[\]/{}()+?.\\^$|]", r"\\\g<0>", rule)
    return escaped.replace("**", "(.+)").replace("*", "([^/]+)")


def _walk(folder: Path, above: str) -> Iterator[str]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in _NEVER_ENTERED:
                yield from _walk(path, f"{above}{path.name}/")
        elif path.name not in _NEVER:
            yield above + path.name

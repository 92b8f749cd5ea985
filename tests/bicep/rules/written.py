"""What stands in the files, whatever their values come to."""

import re
from collections.abc import Iterator

from tests.bicep.expressions import Expression, Fields, Literal
from tests.bicep.scope import Read
from tests.bicep.syntax import statements

LONGEST = 200
_ASKS_FOR_KEYS = re.compile(r"\b(list[A-Z]\w*|getSecret)\s*\(")
_SECRET_NAME = re.compile(r"(?i)secret|password|accountkey|primarykey|connectionstring|sastoken|accesskey")
_SECRET_VALUE = re.compile(r"(?i)accountkey=|sharedaccess|accesskey=|-----BEGIN|[?&]sig=")
_SKIP = re.compile(r"checkov:skip=(?P<check>\w+)(?P<reason>:.*)?$", re.MULTILINE)


def gives_out_no_key(read: Read, files: list[str]) -> Iterator[str]:
    """Nothing asks Azure for a key, and no output or parameter holds one."""
    for file in files:
        for line, text in enumerate(read(file).splitlines(), 1):
            if _ASKS_FOR_KEYS.search(text.partition("//")[0]):
                yield f"{file}:{line}: asks for a key; give the identity a role instead"
        for one in statements(read(file)):
            if one.kind in {"param", "output"} and ("secure" in one.decorators or _SECRET_NAME.search(one.name)):
                yield f"{file}:{one.line}: {one.kind} {one.name} is a secret; nothing here needs one"
            if one.kind == "output" and _SECRET_NAME.search(repr(one.value)):
                yield f"{file}:{one.line}: output {one.name} gives a secret out; whoever reads deployments reads it"


def holds_no_secret(read: Read, parameters: str) -> Iterator[str]:
    """A file of parameters is committed."""
    for line, text in enumerate(read(parameters).splitlines(), 1):
        declared = re.match(r"\s*(param|var) (\w+)", text)
        if (declared and _SECRET_NAME.search(declared[2])) or _SECRET_VALUE.search(text):
            yield f"{parameters}:{line}: looks like a secret; secrets are made in the vault by scripts/vault_secrets.py"


def main_is_a_table_of_contents(read: Read, main: str) -> Iterator[str]:
    """It makes the resource group and calls modules."""
    for one in statements(read(main)):
        if one.kind == "resource" and not one.of.startswith("Microsoft.Resources/resourceGroups@"):
            yield f"{main}:{one.line}: {one.name} is a resource; it belongs in a module"


def waits_for(read: Read, file: str, module: str) -> set[str]:
    """What a module of the file names in `dependsOn`."""
    (one,) = [one for one in statements(read(file)) if one.kind == "module" and one.name == module]
    assert isinstance(one.value, Fields)
    fields = {key.value: value for key, value in one.value.fields if isinstance(key, Literal)}
    return _names(fields["dependsOn"]) if "dependsOn" in fields else set()


def is_short(read: Read, files: list[str]) -> Iterator[str]:
    """One neighbour a module. Skips do not count: they have to stand in the resource that they are about."""
    for file in files:
        lines = len([line for line in read(file).splitlines() if not _SKIP.search(line)])
        if not file.endswith("/main.bicep") and lines > LONGEST:
            yield f"{file} has {lines} lines; at most {LONGEST}: split it by what it makes"


def takes_previews_for_a_reason(read: Read, files: list[str]) -> Iterator[str]:
    """A preview version may go away; a line above the first use in the file says why it is taken."""
    for file in files:
        lines = read(file).splitlines()
        seen: set[str] = set()
        for at, text in enumerate(lines):
            for version in re.findall(r"'Microsoft\.[\w./]+@[\d-]+-preview'", text):
                kind = version.partition("@")[0]
                reasoned = "diagnosticSettings" in kind or (at > 0 and lines[at - 1].lstrip().startswith("//"))
                if not reasoned and kind not in seen:
                    yield f"{file}:{at + 1}: {version} is a preview; say why in a comment above, or take a stable one"
                seen.add(kind)


def declares_what_it_uses(read: Read, files: list[str]) -> Iterator[str]:
    """No parameter, variable or existing resource that nothing reads; the compiler's linter would say so."""
    for file in files:
        declared = statements(read(file))
        used = {name for one in declared if one.value is not None for name in _names(one.value)}
        used |= {one.parent.split("::")[-1] for one in declared}
        for one in declared:
            if (one.kind in {"param", "var"} or one.existing) and one.name.split("::")[-1] not in used:
                yield f"{file}:{one.line}: nothing reads {one.name}; remove it"


def says_why_a_scanner_is_told_to_skip(read: Read, files: list[str]) -> Iterator[str]:
    """`checkov:skip=ID:why`, in a sentence."""
    for file in files:
        for found in _SKIP.finditer(read(file)):
            if len((found["reason"] or "").strip(": ").split()) < 3:
                yield f"{file}: the skip of {found['check']} needs its reason after a colon, in words"


def _names(expression: Expression) -> set[str]:
    return set(re.findall(r"\bname='(\w+)'", repr(expression)))

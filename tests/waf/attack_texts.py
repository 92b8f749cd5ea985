"""The texts of the corpus, each in every place of a request, with who stops it there."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from tests.waf.configuration import RULES

Verdict = Literal["firewall", "door", "product"]
"""Who has the last word: a rule of OWASP's; nginx, which does not take it for HTTP; or our own code."""
_VERDICTS: Mapping[str, Verdict] = {"F": "firewall", "D": "door", "P": "product"}
_CORPUS = Path(__file__).parent / "corpus"
PLACES = (
    *("path", "query", "parameter", "cookie", "sign-in", "agent", "referer", "header", "token", "proof"),
    *("field", "name", "body"),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it goes over the line; `fields` is the JSON body, unless `raw` is there in its place."""

    method: str
    path: str
    headers: Mapping[str, bytes] = field(default_factory=dict)
    fields: Mapping[str, object] | None = None
    raw: bytes | None = None

    @property
    def content(self) -> bytes | None:
        """The body."""
        return self.raw if self.fields is None else json.dumps(self.fields).encode()


def texts() -> dict[str, str]:
    """By `kind.name`."""
    kinds = tomllib.loads((_CORPUS / "texts.toml").read_text(encoding="utf-8"))
    return {f"{kind}.{name}": text for kind, named in kinds.items() for name, text in named.items()}


def verdicts() -> dict[tuple[str, str], Verdict]:
    """By text and place, for the rules of `written_for()`."""
    head, *lines = (_CORPUS / "verdicts.txt").read_text(encoding="utf-8").splitlines()[1:]
    places = head.split()[1:]
    rows = [line.split() for line in lines]
    return {(row[0], place): _VERDICTS[mark] for row in rows for place, mark in zip(places, row[1:], strict=True)}


def table(found: Mapping[tuple[str, str], str]) -> str:
    """The text of verdicts.txt for what was found."""
    marks = {verdict: mark for mark, verdict in _VERDICTS.items()}
    lines = [f"# Who stops each text in each place: Firewall, Door or Product; OWASP CRS {installed_rules()}"]
    lines.append(" ".join(["text".ljust(25), *(place.ljust(9) for place in PLACES)]).rstrip())
    for text in dict.fromkeys(text for text, _ in found):
        row = (marks[found[text, place]].ljust(9) for place in PLACES)  # type: ignore[index]
        lines += [" ".join([text.ljust(25), *row]).rstrip()]
    return "\n".join(lines) + "\n"


def written_for() -> str:
    """The version of OWASP's rules that the verdicts are of."""
    return (_CORPUS / "verdicts.txt").read_text(encoding="utf-8").splitlines()[0].rpartition(" ")[2]


def installed_rules() -> str:
    """The version of OWASP's rules on this machine."""
    text = (RULES / "REQUEST-901-INITIALIZATION.conf").read_text(encoding="utf-8")
    found = re.search(r'SecComponentSignature "OWASP_CRS/([\d.]+)"', text)
    assert found is not None
    return found[1]


def attacked(honest: Sent, place: str, text: str) -> Sent | None:
    """The request with the text in that place; None where it has no such place."""
    line = text.encode() if not re.search(r"[\r\n\0]", text) else quote(text).encode()
    headers = dict(honest.headers)
    match place:
        case "path":
            return replace(honest, path=f"{honest.path.rstrip('/')}/{quote(text, safe='%/')}")
        case "query":
            return replace(honest, path=f"{honest.path}?widget={quote(text, safe='%')}")
        case "parameter":
            return replace(honest, path=f"{honest.path}?{quote(text, safe='%')}=1")
        case "cookie":
            return replace(honest, headers=headers | {"Cookie": headers.get("Cookie", b"a=b") + b"; x=" + line})
        case "sign-in":
            return replace(honest, headers=headers | {"Cookie": b"AppServiceAuthSession=" + line})
        case "agent" | "referer" | "header" | "proof":
            named = {"agent": "User-Agent", "referer": "Referer", "header": "X-Anything", "proof": "DPoP"}[place]
            return replace(honest, headers=headers | {named: line})
        case "token":
            return replace(honest, headers=headers | {"Authorization": b"Bearer " + line})
        case "field" if honest.fields:
            first, *others = honest.fields
            return replace(honest, fields={first: text, **{name: honest.fields[name] for name in others}})
        case "name" if honest.fields is not None:
            return replace(honest, fields={**honest.fields, text: "x"})
        case "body" if honest.fields is not None:
            return replace(honest, fields=None, raw=text.encode())
    return None

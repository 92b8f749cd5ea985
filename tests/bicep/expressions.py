"""What a Bicep expression can be, as far as our files go."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | int | bool | None


@dataclass(frozen=True, slots=True)
class Interpolated:
    parts: tuple["str | Expression", ...]


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`of.name`; `::` between resources reads the same."""

    of: "Expression"
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    of: "Expression"
    key: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """`resource.listKeys()` and its like: what only the deployed resource can answer."""

    of: "Expression"
    function: str


@dataclass(frozen=True, slots=True)
class Unary:
    operator: str
    of: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Choice:
    condition: "Expression"
    yes: "Expression"
    no: "Expression"


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Fields:
    fields: tuple[tuple["Expression", "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Lambda:
    names: tuple[str, ...]
    body: "Expression"


@dataclass(frozen=True, slots=True)
class Loop:
    item: str
    index: str | None
    over: "Expression"
    body: "Expression"


@dataclass(frozen=True, slots=True)
class When:
    """A resource or module that is there under a condition alone."""

    condition: "Expression"
    body: "Expression"


Expression: TypeAlias = (
    Literal
    | Interpolated
    | Name
    | Member
    | Index
    | Call
    | Asked
    | Unary
    | Binary
    | Choice
    | Items
    | Fields
    | Lambda
    | Loop
    | When
)

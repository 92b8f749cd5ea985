"""The meaning of an expression where it stands: with the parameters, variables, resources and modules of its file."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from tests.bicep.expressions import (
    Asked,
    Binary,
    Call,
    Choice,
    Expression,
    Fields,
    Index,
    Interpolated,
    Items,
    Lambda,
    Literal,
    Loop,
    Member,
    Name,
    Unary,
)
from tests.bicep.functions import FUNCTIONS, Value, is_symbol, text


class BicepError(Exception):
    """What the compiler would refuse: a name, a function or a field that is nowhere declared."""


@dataclass(frozen=True, slots=True)
class Handle:
    """What a symbolic name stands for: a resource, or a module with its outputs."""

    id: str
    name: str
    member: Callable[[str], "Value | Handle"]


Meaning: TypeAlias = "Value | Handle"
Read = Callable[[str], str]
"""A path from the root of the project -> the text of that file."""


class Scope:
    """Names of one file, and of the loops within."""

    def __init__(
        self,
        file: str,
        names: Mapping[str, Callable[[], Meaning]],
        read: Read,
        functions: Mapping[str, Callable[..., Value]] = FUNCTIONS,
    ) -> None:
        self._file = file
        self._names = names
        self._read = read
        self._functions = functions

    def within(self, **names: Meaning) -> "Scope":
        """The same with a loop's names."""
        added = {name: (lambda value=value: value) for name, value in names.items()}
        return Scope(self._file, {**self._names, **added}, self._read, self._functions)

    def value(self, expression: Expression) -> Value:
        """As it stands in a property: a resource's symbolic name is its id. Raises `BicepError`."""
        found = self.meaning(expression)
        if isinstance(found, Handle):
            return found.id
        return found

    def meaning(self, expression: Expression) -> Meaning:
        """Raises `BicepError`."""
        match expression:
            case Literal(value):
                return value
            case Interpolated(parts):
                return "".join(part if isinstance(part, str) else text(self.value(part)) for part in parts)
            case Name(name):
                return self._named(name)
            case Member(of, name):
                return self._member(self.meaning(of), name)
            case Index(of, key):
                return self._index(self.meaning(of), self.value(key))
            case Asked(of, function):
                return f"{self.value(of)}.{function}()"
            case Unary("not", of):
                return not self.value(of)
            case Unary(_, of):
                return -self.value(of)  # type: ignore[operator]
            case Binary(operator, left, right):
                return self._operated(operator, left, right)
            case Choice(condition, yes, no):
                return self.meaning(yes if self.value(condition) else no)
            case Items(items):
                return [self.value(item) for item in items]
            case Fields(fields):
                return {text(self.value(key)): self.value(value) for key, value in fields}
            case Loop(item, index, over, body):
                values = self.value(over)
                assert isinstance(values, list), f"{self._file}: a loop over {values}"
                return [
                    self.within(**{item: one} | ({index: at} if index else {})).value(body)
                    for at, one in enumerate(values)
                ]
            case Call(function, arguments):
                return self._called(function, arguments)
        raise BicepError(f"{self._file}: {expression}")

    def _named(self, name: str) -> Meaning:
        if name not in self._names:
            raise BicepError(f"{self._file}: nothing is called {name}")
        return self._names[name]()

    def _member(self, of: Meaning, name: str) -> Meaning:
        if isinstance(of, Handle):
            return of.member(name)
        if is_symbol(of):
            return f"{of}.{name}"
        if not isinstance(of, dict) or name not in of:
            raise BicepError(f"{self._file}: no .{name} in {of}")
        return of[name]

    def _index(self, of: Meaning, key: Value) -> Meaning:
        if isinstance(of, list) and isinstance(key, int):
            return of[key]
        if isinstance(of, str) and is_symbol(of):
            return f"{of}[{key}]"
        return self._member(of, str(key))

    def _operated(self, operator: str, left: Expression, right: Expression) -> Meaning:
        if operator == "??":
            try:
                found = self.meaning(left)
            except BicepError:
                found = None
            return self.meaning(right) if found is None else found
        if operator == "&&":
            return bool(self.value(left)) and bool(self.value(right))
        if operator == "||":
            return bool(self.value(left)) or bool(self.value(right))
        one, other = self.value(left), self.value(right)
        return _OPERATORS[operator](one, other)

    def _called(self, function: str, arguments: tuple[Expression, ...]) -> Meaning:
        if function in {"map", "filter", "toObject"}:
            return self._mapped(function, arguments)
        values = [self.value(argument) for argument in arguments]
        if function in {"loadJsonContent", "loadTextContent"}:
            path = normal(PurePosixPath(self._file).parent / str(values[0]))
            return json.loads(self._read(path)) if function == "loadJsonContent" else self._read(path)
        if function not in self._functions:
            raise BicepError(
                f"{self._file}: {function}() is not known to these tests; add it to tests/bicep/functions.py"
            )
        return self._functions[function](*values)

    def _mapped(self, function: str, arguments: tuple[Expression, ...]) -> Value:
        over, *lambdas = arguments
        values = self.value(over)
        assert isinstance(values, list), values

        def applied(by: Expression, one: Value) -> Value:
            assert isinstance(by, Lambda)
            return self.within(**{by.names[0]: one}).value(by.body)

        if function == "map":
            return [applied(lambdas[0], one) for one in values]
        if function == "filter":
            return [one for one in values if applied(lambdas[0], one)]
        return {text(applied(lambdas[0], one)): applied(lambdas[1], one) if lambdas[1:] else one for one in values}


_OPERATORS: Mapping[str, Callable[[Value, Value], Value]] = {
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "=~": lambda one, other: str(one).lower() == str(other).lower(),
    "!~": lambda one, other: str(one).lower() != str(other).lower(),
    "<": lambda one, other: one < other,  # type: ignore[operator]
    "<=": lambda one, other: one <= other,  # type: ignore[operator]
    ">": lambda one, other: one > other,  # type: ignore[operator]
    ">=": lambda one, other: one >= other,  # type: ignore[operator]
    "+": lambda one, other: one + other,  # type: ignore[operator]
    "-": lambda one, other: one - other,  # type: ignore[operator]
    "*": lambda one, other: one * other,  # type: ignore[operator]
    "/": lambda one, other: one // other,  # type: ignore[operator]
    "%": lambda one, other: one % other,  # type: ignore[operator]
}


def normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)

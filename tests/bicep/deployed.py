"""What a deployment would make: every resource of every module, with its values as far as they can be known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from tests.bicep.expressions import Expression, Fields, Literal, Loop, Name, When
from tests.bicep.functions import Value, is_symbol, symbol
from tests.bicep.scope import BicepError, Handle, Meaning, Read, Scope, normal
from tests.bicep.syntax import Statement, statements

_KINDS: Mapping[str, type | tuple[type, ...]] = {"string": str, "int": int, "bool": bool, "array": list, "object": dict}

MODULE = "Microsoft.Resources/deployments"
"""What a module call is to Azure: a deployment with a name of its own."""


@dataclass(frozen=True, slots=True)
class Resource:
    """`id` is a symbol of type and name, so that `existing` in one file is what another makes."""

    file: str
    symbolic: str
    type: str
    version: str
    name: str
    id: str
    body: dict[str, Value]

    def at(self, path: str) -> Value:
        """The value at a dotted path such as `properties.siteConfig.ipSecurityRestrictions`; None where nothing is."""
        found: Value = self.body
        for part in path.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def __str__(self) -> str:
        return f"{self.file}: {self.symbolic}"


@dataclass(frozen=True, slots=True)
class Deployment:
    """All resources, main's outputs, and its arguments, defaults included."""

    resources: tuple[Resource, ...]
    outputs: dict[str, Value]
    arguments: dict[str, Value]

    def of(self, *types: str) -> list[Resource]:
        """The resources of these types, `Microsoft.` left out."""
        wanted = {f"Microsoft.{kind}".lower() for kind in types}
        return [resource for resource in self.resources if resource.type.lower() in wanted]


class _Module:
    """One file with its arguments; a module is made once for each call."""

    def __init__(self, file: str, arguments: Mapping[str, Value], read: Read, at: str = "") -> None:
        self._file, self._read, self._at = file, read, at
        self._declared = statements(read(file))
        self._arguments = arguments
        self.resources: list[Resource] = []
        self._outputs = {one.name: one.value for one in self._declared if one.kind == "output"}
        # An output has no name that the file could use; it may be called like a variable.
        named = [one for one in self._declared if one.kind in {"param", "var", "resource", "module"}]
        self._scope = Scope(file, {one.name.split("::")[-1]: self._means(one) for one in named}, read)
        parameters = {one.name for one in self._declared if one.kind == "param"}
        if unknown := set(arguments) - parameters:
            raise BicepError(
                f"{file} has no parameter {', '.join(sorted(unknown))} (given by {at or 'the parameters file'})"
            )

    def deployed(self) -> list[Resource]:
        for statement in self._declared:
            if statement.kind == "param":
                self._scope.meaning(Name(statement.name))
            if statement.kind in {"resource", "module"} and not statement.existing:
                self.resources += self._made(statement)
        return self.resources

    def output(self, name: str) -> Value:
        if name not in self._outputs or (value := self._outputs[name]) is None:
            raise BicepError(f"{self._file} has no output {name}")
        return self._scope.value(value)

    def outputs(self) -> dict[str, Value]:
        return {name: self.output(name) for name in self._outputs}

    def arguments(self) -> dict[str, Value]:
        """Given, or by default."""
        return {one.name: self._scope.value(Name(one.name)) for one in self._declared if one.kind == "param"}

    def _means(self, statement: Statement) -> Callable[[], Meaning]:
        if statement.kind == "param":
            return cache(lambda: self._argument(statement))
        if statement.kind == "var":
            assert statement.value is not None
            value = statement.value
            return cache(lambda: self._scope.meaning(value))
        if statement.kind == "resource":
            return cache(lambda: self._handles(statement, self._handle))
        return cache(lambda: self._handles(statement, self._module_handle))

    def _argument(self, statement: Statement) -> Value:
        if statement.name in self._arguments:
            given = self._arguments[statement.name]
        elif statement.value is not None:
            given = self._scope.value(statement.value)
        else:
            raise BicepError(
                f"{self._file} needs the parameter {statement.name}, which {self._at or 'nobody'} does not give"
            )
        kind = _KINDS.get("array" if statement.of.endswith("[]") else statement.of)
        right = (
            kind is None
            or is_symbol(given)
            or (isinstance(given, kind) and not (kind is int and isinstance(given, bool)))
        )
        if not right:
            raise BicepError(
                f"{self._file}: {statement.name} is declared {statement.of}, given {given!r} by {self._at}"
            )
        return given

    def _copies(self, statement: Statement) -> list[tuple[Scope, Fields, str]]:
        """The bodies that a declaration stands for: one, none under a false condition, or one for each round."""
        return _expanded(self._scope, statement.value, statement.name)

    def _handles(self, statement: Statement, make: "Callable[[Statement, Scope, Fields], Handle]") -> Meaning:
        inner = statement.value.body if isinstance(statement.value, When) else statement.value
        if isinstance(inner, Loop):
            return [make(statement, scope, body) for scope, body, _ in self._copies(statement)]  # type: ignore[misc]
        assert isinstance(inner, Fields), f"{self._file}: {statement.name}"
        return make(statement, self._scope, inner)

    def _handle(self, statement: Statement, scope: Scope, body: Fields) -> Handle:
        kind, _ = self._type(statement)
        name = self._name(statement, scope, body)
        made = symbol(f"{kind}:{name}")
        known = {"id": made, "name": name.split("/")[-1]}

        def member(asked: str) -> Meaning:
            inner = f"{statement.name}::{asked}"
            if any(one.name == inner for one in self._declared):
                return self._scope.meaning(Name(asked))
            return known.get(asked, f"{made}.{asked}")

        return Handle(made, name, member)

    def _module_handle(self, statement: Statement, scope: Scope, body: Fields) -> Handle:
        module = _Module(*self._call(statement, scope, body, statement.name))
        where = f"{self._at}/{statement.name}"
        return Handle(
            symbol(f"module:{where}"),
            statement.name,
            lambda member: Handle(where, member, module.output) if member == "outputs" else symbol(f"{where}.{member}"),
        )

    def _call(
        self, statement: Statement, scope: Scope, body: Fields, name: str
    ) -> "tuple[str, dict[str, Value], Read, str]":
        given = {key.value: value for key, value in body.fields if isinstance(key, Literal)}
        arguments = scope.value(given["params"]) if "params" in given else {}
        assert isinstance(arguments, dict)
        path = normal(PurePosixPath(self._file).parent / statement.of)
        return path, arguments, self._read, f"{self._at}/{name}".strip("/")

    def _type(self, statement: Statement) -> tuple[str, str]:
        kind, _, version = statement.of.partition("@")
        if statement.parent:
            above, inherited = self._type(self._statement(statement.parent))
            return f"{above}/{kind}", version or inherited
        return kind, version

    def _statement(self, name: str) -> Statement:
        return next(one for one in self._declared if one.name == name)

    def _name(self, statement: Statement, scope: Scope, body: Fields) -> str:
        given = {key.value: value for key, value in body.fields if isinstance(key, Literal)}
        name = str(scope.value(given["name"]))
        above: Meaning = None
        if statement.parent:
            above = self._scope.meaning(Name(statement.parent.split("::")[-1]))
        elif "parent" in given:
            above = scope.meaning(given["parent"])
        if isinstance(above, Handle):
            return f"{above.id.strip('⟨⟩').partition(':')[2]}/{name}"
        return name

    def _made(self, statement: Statement) -> list[Resource]:
        if statement.parent and not self._copies(self._statement(statement.parent)):
            return []
        found: list[Resource] = []
        for scope, body, name in self._copies(statement):
            where = f"{self._at}/{name}".strip("/")
            if statement.kind == "module":
                called = self._name(statement, scope, body)
                found.append(Resource(self._file, where, MODULE, "", called, symbol(f"{MODULE}:{called}"), {}))
                found += _Module(*self._call(statement, scope, body, name)).deployed()
                continue
            kind, version = self._type(statement)
            values = scope.value(body)
            assert isinstance(values, dict)
            full = self._name(statement, scope, body)
            found.append(Resource(self._file, where, kind, version, full, symbol(f"{kind}:{full}"), values))
        return found


def _expanded(scope: Scope, value: Expression | None, name: str) -> list[tuple[Scope, Fields, str]]:
    match value:
        case When(condition, body):
            return _expanded(scope, body, name) if scope.value(condition) else []
        case Loop(item, index, over, body):
            rounds = scope.value(over)
            assert isinstance(rounds, list), f"{name}: a loop over {rounds}"
            return [
                copy
                for at, one in enumerate(rounds)
                for copy in _expanded(
                    scope.within(**{item: one} | ({index: at} if index else {})), body, f"{name}[{at}]"
                )
            ]
        case Fields():
            return [(scope, value, name)]
    raise BicepError(f"{name}: {value}")


def deploy(read: Read, arguments: Mapping[str, Value], file: str = "bicep/main.bicep") -> Deployment:
    """Follow `main.bicep` through its modules. Raises `BicepError` where the compiler would refuse."""
    main = _Module(file, arguments, read)
    return Deployment(tuple(main.deployed()), main.outputs(), main.arguments())

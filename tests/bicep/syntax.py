"""Bicep text -> statements. pycep's grammar reads the text; what it drops is mended here.

pycep's own dictionaries make `name` and `'name'` the same text and know no precedence of operators, so this reads the
tree beneath them, in which tokens and brackets can still be told apart.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from lark import Token, Tree
from pycep import BicepParser

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
    When,
)
from tests.bicep.interpolation import parts

_Node = Tree[Token]
_BINARY = {
    "coalesce": "??",
    "or_op": "||",
    "and_op": "&&",
    "equals": "==",
    "not_equals": "!=",
    "equals_case_insens": "=~",
    "not_equals_case_insens": "!~",
    "less_than": "<",
    "less_than_or_equals": "<=",
    "greater_than": ">",
    "greater_than_or_equals": ">=",
    "add": "+",
    "substract": "-",
    "multiply": "*",
    "divide": "/",
    "modulo": "%",
    "property_accessor": ".",
    "nested_resource_accessor": ".",
}
_LEVELS = (("??",), ("||",), ("&&",), ("==", "!=", "=~", "!~"), ("<", "<=", ">", ">="), ("+", "-"), ("*", "/", "%"))
"""Weakest first, as Microsoft's page "Bicep operators" orders them."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One declaration of a file. `kind` is Bicep's word; `of` a resource's type, a module's path or a data type."""

    kind: str
    name: str
    of: str = ""
    value: Expression | None = None
    existing: bool = False
    parent: str = ""
    decorators: tuple[str, ...] = field(default=())
    line: int = 0


@cache
def _parser() -> BicepParser:
    return BicepParser(cache=False)


@cache
def statements(text: str) -> tuple[Statement, ...]:
    """Every declaration, nested resources after the one that holds them. Raises lark's `UnexpectedInput`."""
    found: list[Statement] = []
    for node in _parser().lark_parser.parse(text if text.endswith("\n") else text + "\n").children:
        if isinstance(node, Tree):
            found.extend(_Reader(text).statement(node))
    return tuple(found)


def expression(text: str) -> Expression:
    """One expression by itself."""
    (statement,) = statements(f"var it = {text}\n")
    assert statement.value is not None
    return statement.value


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text

    def statement(self, node: _Node) -> list[Statement]:
        kind = str(node.data)
        if kind == "scope":
            return [Statement("targetScope", "scope", value=_literal(node.children[0]))]
        assert kind in {"param", "var", "output", "resource", "module", "metadata"}, f"{kind}: not read here yet"
        decorators, name, *rest = node.children
        marks = tuple(str(mark.children[0]) for mark in decorators.children) if isinstance(decorators, Tree) else ()
        if kind == "metadata":
            return []
        if kind in {"resource", "module"}:
            return self._declared(node, kind, str(name), marks)
        value = rest[-1] if len(rest) > 1 and rest[-1] is not None else None
        of = self._source(rest[0]) if isinstance(rest[0], Tree) else ""
        read = None if value is None else self.read(value)
        return [Statement(kind, str(name), of, read, decorators=marks, line=node.meta.line)]

    def _declared(self, node: _Node, kind: str, name: str, marks: tuple[str, ...], parent: str = "") -> list[Statement]:
        children = node.children if parent == "" else [None, *node.children]
        of = children[2]
        type_name = _unquoted(of.children[0] if isinstance(of, Tree) else of)
        if parent:
            name = f"{parent}::{name}"
        existing = any(isinstance(child, Token) and child.type == "EXISTING" for child in children)
        inner: list[_Node] = [child for child in children[-1].iter_subtrees() if child.data == "child_resource"]
        nested = [
            child for child in inner if not any(child in other.iter_subtrees() for other in inner if other is not child)
        ]
        own = Statement(kind, name, type_name, self.read(children[-1]), existing, parent, marks, node.meta.line)
        return [own] + [
            statement
            for child in nested
            for statement in self._declared(child, kind, str(child.children[0]), (), parent=name)
        ]

    def _source(self, node: _Node) -> str:
        return self._text[node.meta.start_pos : node.meta.end_pos]

    def read(self, node: "_Node | Token") -> Expression:
        assert isinstance(node, Tree), node
        match str(node.data), node.children:
            case "string", [token]:
                return Name(str(token)) if token.type == "STRING" else _literal(token)
            case "int_type", [token]:
                return Literal(int(token))
            case ("true" | "false" | "null") as word, _:
                return Literal({"true": True, "false": False, "null": None}[word])
            case "multi_line_string", [token]:
                return Literal(str(token)[3:-3].removeprefix("\n"))
            case "array", items:
                return Items(tuple(self.read(item) for item in items))
            case "object", pairs:
                kept = [pair for pair in pairs if pair.data == "pair"]
                return Fields(tuple((self._key(pair.children[0]), self.read(pair.children[1])) for pair in kept))
            case "function", [name, *arguments]:
                read = tuple(self.read(argument) for argument in arguments if argument is not None)
                return Call(re.sub(r"^(sys|az)\.", "", str(name)[:-1].strip()), read)
            case "lambda_expression", [*names, body]:
                return Lambda(tuple(str(name.children[0]) for name in names), self.read(body))
            case "loop", [head, where, body]:
                assert where is None, "a loop with a condition"
                return self._loop(head, body)
            case "deploy_condition", [condition, body]:
                return When(self.read(condition), self.read(body))
            case "operator", _:
                return _climbed(self._flat(node, inside=True))
        raise AssertionError(f"{node.data}: not read here yet")

    def _key(self, node: _Node) -> Expression:
        (token,) = node.children
        return Literal(str(token)) if not str(token).startswith("'") else _literal(token)

    def _loop(self, head: _Node, body: _Node) -> Expression:
        *names, over = head.children
        item, index = (names[0], None) if len(names) == 1 else (names[0], str(names[1]))
        read = Call("items", (self.read(over),)) if head.data == "loop_object" else self.read(over)
        return Loop(str(item), index, read, self.read(body))

    def _flat(self, node: _Node, *, inside: bool = False) -> list["Expression | str"]:
        """Operands and operators in the order of the text; what stands in brackets is one operand."""
        if node.data != "operator" or (not inside and self._bracketed(node)):
            return [self.read(node)]
        (operation,) = node.children
        children = operation.children
        match str(operation.data):
            case "not_op":
                return ["not", *self._flat(children[0])]
            case "minus":
                return ["negative", *self._flat(children[0])]
            case "conditional":
                condition, yes, no = children
                return [*self._flat(condition), "?", self.read(yes), self.read(no)]
            case "index_accessor":
                return [Index(self.read(children[0]), self.read(children[1]))]
            case "function_accessor":
                return [Asked(self.read(children[0]), str(children[1]))]
            case name:
                return [*self._flat(children[0]), _BINARY[name], *self._flat(children[1])]

    def _bracketed(self, node: _Node) -> bool:
        start = getattr(node.meta, "container_start_pos", node.meta.start_pos)
        return "(" in self._text[start : node.meta.start_pos]


def _climbed(flat: list[Expression | str]) -> Expression:
    if "?" in flat:
        at = flat.index("?")
        yes, no = flat[at + 1 :]
        return Choice(_climbed(flat[:at]), yes, no)  # type: ignore[arg-type]
    for level in _LEVELS:
        for at in range(len(flat) - 1, 0, -1):
            if flat[at] in level:
                return Binary(str(flat[at]), _climbed(flat[:at]), _climbed(flat[at + 1 :]))
    if flat[0] in {"not", "negative"}:
        return Unary(str(flat[0]), _climbed(flat[1:]))
    read = flat[0]
    for right in flat[2::2]:
        read = _reached(read, right)  # type: ignore[arg-type]
    return read  # type: ignore[return-value]


def _reached(left: Expression, right: Expression) -> Expression:
    match right:
        case Name(name):
            return Member(left, name)
        case Index(of, key):
            return Index(_reached(left, of), key)
        case Asked(of, function):
            return Asked(_reached(left, of), function)
    raise AssertionError(f"{right}: after a dot")


def _unquoted(token: Token) -> str:
    return re.sub(r"\\(.)", r"\1", str(token)[1:-1])


def _literal(token: Token) -> Expression:
    read = parts(str(token)[1:-1], expression)
    if all(isinstance(part, str) for part in read):
        return Literal(_unquoted(token))
    return Interpolated(read)

"""How these tests read Bicep: what pycep's grammar drops, and what the words mean."""

import pytest

from tests.bicep.functions import Value
from tests.bicep.parameters import parameters
from tests.bicep.scope import BicepError, Scope
from tests.bicep.syntax import expression

_NAMES: dict[str, Value] = {"yes": True, "no": False, "a": "x", "list": ["p", "q"], "deep": {"b": {"c": [1, 2]}}}
_SCOPE = Scope("a.bicep", {}, lambda path: '{"path": "' + path + '"}').within(**_NAMES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", "x"),
        ("'a'", "a"),
        ("'it\\'s'", "it's"),
        ("'${a}-${yes ? 'b}' : 'c'}'", "x-b}"),
        ("a == 'x' ? 'b' : 'c'", "b"),
        ("!yes || yes", True),
        ("!(yes || yes)", False),
        ("!empty(a) && no", False),
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 2 - 3", 5),
        ("deep.b.c[1]", 2),
        ("deep['b'].c[0]", 1),
        ("deep.?x ?? 'd'", "d"),
        ("[for (one, at) in list: '${at}${one}']", ["0p", "1q"]),
        ("[for one in range(0, 2): { n: one }]", [{"n": 0}, {"n": 1}]),
        ("union({ a: { b: 1 } }, { a: { c: 2 } })", {"a": {"b": 1, "c": 2}}),
        ("map(list, one => toUpper(one))", ["P", "Q"]),
        ("loadJsonContent('../x.json')", {"path": "x.json"}),
        ("'''\nas it ${stands}'''", "as it ${stands}"),
    ],
)
def test_an_expression_means_what_bicep_means_by_it(text: str, value: Value) -> None:
    scope = Scope("m/a.bicep", {}, lambda path: '{"path": "' + path + '"}').within(**_NAMES)

    assert scope.value(expression(text)) == value


@pytest.mark.parametrize("text", ["nobody", "deep.x", "frobnicate(1)"])
def test_what_is_nowhere_declared_is_refused(text: str) -> None:
    with pytest.raises(BicepError):
        _SCOPE.value(expression(text))


def test_a_file_of_parameters_reads_the_environment() -> None:
    text = "using 'main.bicep'\nvar origins = readEnvironmentVariable('O', '')\nparam list = split(origins, ',')\n"

    assert parameters(text, {"O": "a,b"}) == {"list": ["a", "b"]}
    assert parameters(text, {}) == {"list": [""]}

"""`.bicepparam` files: pycep's grammar knows none, but `param name = value` reads as the `var` that it is."""

import re
from collections.abc import Callable, Mapping

from tests.bicep.expressions import Name
from tests.bicep.functions import FUNCTIONS, Value
from tests.bicep.scope import Meaning, Scope
from tests.bicep.syntax import Statement, statements

_PARAM = re.compile(r"(?m)^param (\w+) =")


def parameters(text: str, environment: Mapping[str, str]) -> dict[str, Value]:
    """Name -> value. `readEnvironmentVariable` is answered from `environment`, else by its default."""
    readable = re.sub(r"(?m)^using .*$", "", _PARAM.sub(r"var \1 =", text))
    declared = statements(readable)
    functions: dict[str, Callable[..., Value]] = {
        **FUNCTIONS,
        "readEnvironmentVariable": lambda name, default=None: environment.get(name, default),
    }
    names: dict[str, Callable[[], Meaning]] = {}
    scope = Scope("main.bicepparam", names, lambda path: path, functions)

    def means(statement: Statement) -> Callable[[], Meaning]:
        assert statement.value is not None
        value = statement.value
        return lambda: scope.meaning(value)

    names.update({statement.name: means(statement) for statement in declared})
    return {name: scope.value(Name(name)) for name in _PARAM.findall(text)}

"""Values of a parsed file as what a rule expects; empty where the file has something else."""

from collections.abc import Iterator

from tests.bicep.functions import Value


def objects(value: "Value") -> list[dict[str, Value]]:
    """The objects of an array."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def strings(value: "Value") -> Iterator[str]:
    """Every string in it, names of fields excepted."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)

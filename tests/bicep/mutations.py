"""A deployment with one thing changed, to show that the rule about it bites."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import replace

from tests.bicep.deployed import Deployment, Resource
from tests.bicep.functions import Value

Rule = Callable[[Deployment], Iterable[str]]
Change = Callable[[Deployment], Deployment]


def put(kind: str, path: str, value: object, symbolic: str = "") -> Change:
    """`changed`, to be done later."""
    return lambda deployment: changed(deployment, kind, path, value, symbolic=symbolic)  # type: ignore[arg-type]


def gone(kind: str, symbolic: str = "") -> Change:
    """`without`, to be done later."""
    return lambda deployment: without(deployment, kind, symbolic=symbolic)


def _touched(deployment: Deployment, kind: str, symbolic: str) -> Resource:
    (first, *_) = [one for one in deployment.of(kind) if one.symbolic.startswith(symbolic)]
    return first


def changed(deployment: Deployment, kind: str, path: str, value: Value, *, symbolic: str = "") -> Deployment:
    """The first resource of the kind, its value at the dotted path set; numbers lead into arrays."""
    resource = _touched(deployment, kind, symbolic)
    body = deepcopy(resource.body)
    *way, last = path.split(".")
    at: Value = body
    for part in way:
        at = at[int(part)] if isinstance(at, list) else at.setdefault(part, {})  # type: ignore[union-attr]
    if isinstance(at, list):
        at[int(last)] = value
    else:
        at[last] = value  # type: ignore[index,call-overload]
    return _with(deployment, resource, [replace(resource, body=body)])


def without(deployment: Deployment, kind: str, *, symbolic: str = "") -> Deployment:
    """The first resource of the kind gone."""
    return _with(deployment, _touched(deployment, kind, symbolic), [])


def moved(deployment: Deployment, kind: str, file: str) -> Deployment:
    """The first resource of the kind declared in another file."""
    resource = _touched(deployment, kind, "")
    return _with(deployment, resource, [replace(resource, file=file)])


def changed_name(deployment: Deployment, kind: str, name: str) -> Deployment:
    """The first resource of the kind called otherwise."""
    resource = _touched(deployment, kind, "")
    return _with(deployment, resource, [replace(resource, name=name)])


def _with(deployment: Deployment, old: Resource, new: list[Resource]) -> Deployment:
    kept = tuple(one for resource in deployment.resources for one in (new if resource is old else [resource]))
    return replace(deployment, resources=kept)

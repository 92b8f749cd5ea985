"""A counterexample as a story: who asked the store for what, in which order, and what became of it."""

from collections.abc import Mapping, Sequence
from typing import cast

from shared.patches import Change, Increment, Patch
from tests.model.operations import Answered, NoAnswer, Operation, Outcome, Refusal
from tests.model.people import Person
from tests.model.world import Step, World

_KINDS = {"call": "the call", "net": "the network", "pin": "the pointer", "proof": "the proof"}


def told(
    people: Sequence[Person],
    came_from: Mapping[World, tuple[World, Step] | None],
    world: World,
    last: Step | None = None,
) -> tuple[str, ...]:
    """The way from the start to this state, a line for each step."""
    steps = [last] if last else []
    while (before := came_from[world]) is not None:
        world, earlier = before
        steps.append(earlier)
    return tuple(_line(people[step.who].name, step) for step in reversed(steps))


def _line(name: str, step: Step) -> str:
    heard = f" -> {_heard(step.outcome)}" if step.outcome else ""
    return f"{name}: {step.request.kind}: {_asked(step.operation)}: {step.how}{heard}"


def _asked(operation: Operation) -> str:
    if operation.verb == "query":
        return operation.about
    kind = _KINDS[operation.about.partition("_")[0]]
    if operation.verb != "patch":
        return f"{operation.verb} {kind}"
    return f"patch {kind} ({', '.join(map(_change, cast('Patch', operation.argument).changes))})"


def _change(change: Change) -> str:
    path = ".".join(name[:10] for name in change.path)
    return f"{path} {change.by:+}" if isinstance(change, Increment) else path


def _heard(outcome: Outcome) -> str:
    match outcome:
        case Answered(value=value):
            return type(value).__name__ if not isinstance(value, tuple) else "a place in the call"
        case Refusal(error=error):
            return type(error).__name__
        case NoAnswer():
            return "no answer"

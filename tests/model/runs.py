"""Where requests stand, each place found out once: a request after the same answers does the same."""

from collections.abc import Sequence
from typing import cast

from tests.model.glimpses import Readings, Site
from tests.model.operations import Outcome
from tests.model.shelf import Shelf
from tests.model.stepping import UNAVAILABLE, Answer, Position, Request, Stepper
from tests.model.world import Node


class Runs:
    """A graph of nodes that grows as the explorer asks for them."""

    def __init__(self, stepper: Stepper, readings: Readings, shelf: Shelf) -> None:
        self._stepper = stepper
        self._readings = readings
        self._shelf = shelf
        self._roots: dict[Request, Node] = {}
        self._extracts: dict[tuple[Site, int], str] = {}

    def begun(self, request: Request) -> Node:
        """The request before its first answer."""
        if request not in self._roots:
            self._roots[request] = Node(request, (), self._stepper.run(request, ()), mattered=False)
        return self._roots[request]

    def answered(self, node: Node, number: int, answer: Answer) -> Node:
        """The request once the so-many-th of its operations is answered; documents are named by their numbers."""
        key = (number, self._read_of((node.request.site, len(node.history)), answer))
        if key not in node.children:
            history = (*node.history, (number, self._handed(answer)))
            position = self._stepper.run(node.request, history)
            mattered = node.mattered or bool(position.compared and self._matters(node.request, history, position))
            node.children[key] = Node(node.request, history, position, mattered)
        return node.children[key]

    def _matters(self, request: Request, history: Sequence[tuple[int, Answer]], position: Position) -> bool:
        """Whether the request would go on otherwise if its comparison had come out the other way."""
        turned = self._stepper.run(request, history, turned_round=True)
        return (turned.pending, turned.outcome) != (position.pending, position.outcome)

    def _read_of(self, site: Site, answer: Answer) -> object:
        if isinstance(answer, bool) or answer is None or answer is UNAVAILABLE:
            return answer
        if isinstance(answer, tuple):
            return tuple(self._read_of(site, each) for each in answer)
        known = (site, cast("int", answer))
        if known not in self._extracts:
            self._extracts[known] = self._readings.extract(site, self._shelf.document(known[1]))
        return self._extracts[known]

    def _handed(self, answer: Answer) -> Answer:
        if isinstance(answer, tuple):
            return [self._shelf.document(number) for number in answer]
        if isinstance(answer, int) and not isinstance(answer, bool):
            return self._shelf.document(answer)
        return answer


def outcome_of(node: Node) -> Outcome | None:
    """How the request ended, once nothing that it left behind is under way any more."""
    return None if node.position.pending else node.position.outcome

"""Every order in which requests can get in each other's way, with a fault anywhere: breadth first, so that what is
found first is shortest.

A state of the world is what the documents say, where each request stands and what each person remembers. States that
were seen are not gone into again.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from shared.errors import Refused
from tests.model.glimpses import Readings
from tests.model.operations import NoAnswer, Operation, Refusal
from tests.model.people import Memory, Person, said
from tests.model.runs import Runs, outcome_of
from tests.model.shelf import Documents, Shelf
from tests.model.stepping import UNAVAILABLE, Request, Stepper
from tests.model.telling import told
from tests.model.world import (
    DONE,
    EMPTY,
    KILLED_AFTER,
    KILLED_BEFORE,
    LOST,
    REFUSED,
    Found,
    Node,
    Place,
    Step,
    World,
)

StepRule = Callable[[Shelf, Sequence[Person], World, Step, World], str | None]
"""What is wrong with this step, in words; None when nothing is."""
EndRule = Callable[["Explorer", World], str | None]
"""What is wrong where nobody does anything any more."""


class Explorer:
    """Explores what these people can do to each other."""

    def __init__(self, stepper: Stepper, readings: Readings, shelf: Shelf, people: Sequence[Person]) -> None:
        self.stepper, self.readings, self.shelf, self.people = stepper, readings, shelf, people
        self._begin_anew()

    def explore(
        self, before: World, faults: int, rules: Sequence[StepRule], end_rules: Sequence[EndRule], most: int
    ) -> Found:
        """Until every state was seen, or something is wrong. Raises RuntimeError after more states than `most`."""
        with self.stepper.at_work():
            while True:
                self.readings.grew = False
                self._begin_anew()
                found = self._explore(self._start(before, faults), rules, end_rules, most)
                if not self.readings.grew:
                    return found

    def alone(self, before: World) -> World:
        """What stands when these people were left alone and nothing went wrong; there is one of them."""
        with self.stepper.at_work():
            world = self._start(before, 0)
            while following := list(self._steps(world)):
                ((step, world),) = following
                if isinstance(step.outcome, Refusal) and not isinstance(step.outcome.error, Refused):
                    raise step.outcome.error
        return world

    def _begin_anew(self) -> None:
        self._runs = Runs(self.stepper, self.readings, self.shelf)
        self._places: dict[tuple[Memory, Node | None], Place] = {}
        self._wants: dict[tuple[int, Memory, object], Request | None] = {}

    def _explore(self, start: World, rules: Sequence[StepRule], end_rules: Sequence[EndRule], most: int) -> Found:
        came_from: dict[World, tuple[World, Step] | None] = {start: None}
        frontier, steps, ends = [start], 0, 0
        while frontier and not self.readings.grew:
            nearer, frontier = frontier, []
            for world in nearer:
                following = list(self._steps(world))
                if self.readings.grew:
                    break
                steps += len(following)
                for step, after in following:
                    if after not in came_from:
                        came_from[after] = (world, step)
                        frontier.append(after)
                    for rule in rules:
                        if wrong := rule(self.shelf, self.people, world, step, after):
                            return Found(len(came_from), steps, ends, wrong, told(self.people, came_from, world, step))
                if not following:
                    ends += 1
                    for end_rule in end_rules:
                        if wrong := end_rule(self, world):
                            return Found(len(came_from), steps, ends, wrong, told(self.people, came_from, world))
            if len(came_from) > most:
                raise RuntimeError(f"more than {most} states")
        return Found(len(came_from), steps, ends)

    def _start(self, before: World, faults: int) -> World:
        places = tuple(self._place(person.start, None) for person in self.people)
        world = (before or EMPTY)._replace(places=places, faults_left=faults)
        return world._replace(places=tuple(self._begun(who, world) for who in range(len(places))))

    def _steps(self, world: World) -> Iterator[tuple[Step, World]]:
        busy = [(who, place.node) for who, place in enumerate(world.places) if place.node is not None]
        alone = next(((who, node) for who, node in busy if self._is_quiet(world, node)), None)
        for who, node in [alone] if alone else busy:
            for number, operation in enumerate(node.position.pending):
                yield from self._ways(world, who, node, number, operation)

    def _is_quiet(self, world: World, node: Node) -> bool:
        """Nobody else's operation can tell whether this one is done now or later: it may come first.

        A network's document is one person's own, a proof's is one request's; a pointer is made once and never changed.
        """
        if len(node.position.pending) != 1:
            return False
        operation = node.position.pending[0]
        if operation.about.startswith(("net_", "proof_")):
            return True
        is_pointer = operation.about.startswith("pin_")
        return is_pointer and operation.verb == "read" and self.shelf.find(world.documents, operation.about) is not None

    def _ways(
        self, world: World, who: int, node: Node, number: int, operation: Operation
    ) -> Iterator[tuple[Step, World]]:
        """What can become of an operation: two ways of being done or not, two of hearing of it."""
        answer, documents = self.shelf.do(world.documents, operation)

        def way(how: str, after: Documents, child: Node | None) -> tuple[Step, World]:
            outcome = NoAnswer() if child is None else outcome_of(child)
            step = Step(who, node.request, operation, how, outcome)
            return step, self._after(world, node, child, step, after)

        yield way(DONE, documents, self._runs.answered(node, number, answer))
        if not world.faults_left:
            return
        cut_off = self._runs.answered(node, number, UNAVAILABLE)
        yield way(REFUSED, world.documents, cut_off)
        yield way(KILLED_BEFORE, world.documents, None)
        if documents != world.documents:
            yield way(LOST, documents, cut_off)
            yield way(KILLED_AFTER, documents, None)

    def _after(self, world: World, node: Node, child: Node | None, step: Step, documents: Documents) -> World:
        compared, rows, counted, phone = world.compared, world.rows, world.counted, world.phone
        if child is not None and child.mattered and not node.mattered:
            compared |= {(child.position.compared[-1][0], step.request.facts)}
        if child is not None and len(child.position.rows) > len(node.position.rows):
            rows |= {str(row["id"]) for row in child.position.rows}
        if documents and world.documents and documents[0] != world.call and self._counts(world.call, documents[0]):
            counted |= {step.request.facts}
        memory = world.places[step.who].memory
        if step.outcome is not None:
            memory, child = self.people[step.who].learns(memory, step.request, step.outcome), None
            phone = (*phone, *said(step.operation, step.outcome))
        places = list(world.places)
        places[step.who] = self._place(memory, child)
        faults_left = world.faults_left - (step.how != DONE)
        after = World(documents, rows, tuple(places), phone, faults_left, compared, counted)
        if step.outcome is not None:
            idle = range(len(places)) if phone is not world.phone else (step.who,)
            for who in idle:
                places[who] = self._begun(who, after)
            after = after._replace(places=tuple(places))
        return after

    def _counts(self, was: int, now: int) -> bool:
        earlier, later = self.shelf.document(was)["failures"], self.shelf.document(now)["failures"]
        return cast("int", later) > cast("int", earlier)

    def _begun(self, who: int, world: World) -> Place:
        """Whoever is idle and wants something asks for it at once: asking itself is no operation."""
        place = world.places[who]
        if place.node is not None:
            return place
        known = (who, place.memory, world.phone)
        if known not in self._wants:
            self._wants[known] = self.people[who].wants(place.memory, world.phone)
        request = self._wants[known]
        return place if request is None else self._place(place.memory, self._runs.begun(request))

    def _place(self, memory: Memory, node: Node | None) -> Place:
        return self._places.setdefault((memory, node), Place(memory, node))

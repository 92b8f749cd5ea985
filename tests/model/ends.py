"""What must hold where nobody does anything any more: everybody was answered, and the audit log is whole."""

from tests.model.browsers import Browser
from tests.model.explorer import Explorer
from tests.model.happenings import events_of
from tests.model.staff import Timer
from tests.model.world import World


def everybody_ends_where_they_should(explorer: Explorer, world: World) -> str | None:
    """With a place in the call, or with a refusal (for a reason, as another rule sees to) of the newest PIN."""
    newest = max((said.generation for said in world.phone), default=0)
    for person, place in zip(explorer.people, world.places, strict=True):
        if not isinstance(person, Browser) or person.offsets != (0,) or place.memory.place is not None:
            continue
        if place.memory.refused < newest:
            return f"{person.name} was never answered"
    return None


class AuditIsWhole:
    """After one sweep by an instance that nothing happens to, every event is in the audit log, once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, frozenset[str]], str | None] = {}

    def __call__(self, explorer: Explorer, world: World) -> str | None:
        known = (world.call, world.rows)
        if known not in self._known:
            self._known[known] = self._judge(explorer, world)
        return self._known[known]

    def _judge(self, explorer: Explorer, world: World) -> str | None:
        owed = events_of(explorer.shelf.document(world.call)).keys()
        timer = Timer("the last sweep", ("sweep_outboxes",))
        after = Explorer(explorer.stepper, explorer.readings, explorer.shelf, [timer]).alone(world)
        if owed - after.rows:
            return "the sweep left an event unwritten"
        return "the sweep left the outbox full" if events_of(explorer.shelf.document(after.call)) else None

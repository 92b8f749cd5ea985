"""Every change of a call goes through here: the change and its audit event are one write.

The event rides in the call's outbox, inside the very patch that makes the change; the audit row is written
right after. A crash between the two loses neither: the sweep writes what the outbox still holds.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import cast

from shared.events import Event
from shared.ids import CallId
from shared.json_values import JsonObject
from shared.patches import AllOf, Append, Change, Condition, Equals, Increment, LengthIs, Patch, Set
from shared.ports import Ports

NOTE_SECONDS = 0.75
"""The outbox has the event: nobody waits long for its row."""
_log = logging.getLogger(__name__)


async def change_call(
    ports: Ports, call_id: CallId, changes: tuple[Change, ...], when: Condition, event: Event | None
) -> JsonObject | None:
    """Make the changes and note the event if the condition holds; the document after, or None."""
    noted = changes if event is None else (*changes, Append(("outbox",), event.document()))
    document = await ports.documents.patch(call_id, Patch(noted, when))
    if document is None:
        return None
    ports.bells.ring(call_id)
    if event is not None:
        await note(ports, event.document())
    return document


async def note(ports: Ports, event: JsonObject) -> None:
    """Write the audit row now if the log answers; if not, the outbox keeps the event until the sweep."""
    try:
        async with asyncio.timeout(NOTE_SECONDS):
            await ports.audit.append(event)
    except Exception:  # noqa: BLE001 (the change has happened: its caller must hear so)
        _log.warning("audit row delayed: the audit log does not answer; the sweep will write it")


async def sweep_outboxes(ports: Ports, limit: int = 100) -> int:
    """Write what outboxes hold and empty them; how many events were written."""
    written = 0
    for document in await ports.documents.with_outbox(limit):
        outbox = cast("Sequence[JsonObject]", document["outbox"])
        swept = cast("int", document["outbox_sweeps"])
        for event in outbox:
            await ports.audit.append(event)
        unchanged = AllOf((Equals(("outbox_sweeps",), swept), LengthIs(("outbox",), len(outbox))))
        emptied = Patch((Set(("outbox",), []), Increment(("outbox_sweeps",), 1)), unchanged)
        if await ports.documents.patch(str(document["id"]), emptied) is not None:
            written += len(outbox)
    return written

"""The alarm of a customer who doesn't trust their call: one line in the log, which the bank's alert waits for.

That it is owed stands in the customer's place in the call, written by the very patch that says why. Whoever wrote it
logs the line at once; the sweep logs what a crash left owing. So an alarm may come twice after a crash, and is never
lost.
"""

import logging

from shared.calls import Call
from shared.errors import Unavailable
from shared.ids import ParticipantId
from shared.instants import Instant
from shared.patches import Absent, Change, Condition, Equals, Patch, Set
from shared.ports import Ports

_log = logging.getLogger(__name__)


def distrusts(participant_id: ParticipantId, now: Instant) -> Change:
    """The change that writes down that this customer does not trust the call, and that the alarm is owed."""
    return Set(("participants", participant_id, "distrust"), {"at": now, "alarm": "owed"})


def has_not_said_so(participant_id: ParticipantId) -> Condition:
    """One alarm for one customer, however often they say it."""
    return Absent(("participants", participant_id, "distrust"))


async def raise_alarms(ports: Ports, call: Call) -> None:
    """Log every alarm that the call owes, and note that it was. Never fails: what cannot be noted is logged again."""
    for participant in call.participants.values():
        if not participant.alarm_owed:
            continue
        # No name and no number: whoever reads the log may know which call it is, and no more.
        _log.error("a customer does not trust the call %s", call.call_id)
        alarm = ("participants", participant.participant_id, "distrust", "alarm")
        raised = Patch((Set(alarm, "raised"),), Equals(alarm, "owed"))
        try:
            await ports.documents.patch(call.call_id, raised)
        except Unavailable:
            _log.warning("the alarm could not be noted as raised; the sweep raises it again")

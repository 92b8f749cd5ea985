"""An identity that was made and may not have been remembered: nobody has its token, and it must not stay."""

import asyncio
import logging
from collections.abc import Mapping
from typing import cast

from shared.errors import Unavailable
from shared.ids import CallId
from shared.patches import Path
from shared.ports import Ports

PAUSES_SECONDS = (0.0, 1.0, 5.0, 30.0, 60.0, 120.0)
"""Before each look at what the store says; after the last one it is given up."""
_log = logging.getLogger(__name__)


def forget_unless_remembered(ports: Ports, call_id: CallId, path: Path, user_id: str) -> None:
    """Delete the identity unless the call's document has it at that path. Nobody waits for it: the write may have
    been lost on the way there, or its answer on the way back, and the store may be away for a while.
    """
    task = asyncio.create_task(_forget(ports, call_id, path, user_id))
    ports.later.add(task)
    task.add_done_callback(ports.later.discard)


async def _forget(ports: Ports, call_id: CallId, path: Path, user_id: str) -> None:
    for pause in PAUSES_SECONDS:
        await asyncio.sleep(pause)
        try:
            document = await ports.documents.read(call_id)
            if document is None or _at(document, path) != user_id:
                await ports.calls.delete_identity(user_id)
        except Unavailable:
            continue
        return
    _log.warning("an identity that nobody was given a token of stays: store or call service were away too long")


def _at(document: Mapping[str, object], path: Path) -> object:
    value: object = document
    for name in path:
        value = cast("Mapping[str, object]", value).get(name) if isinstance(value, Mapping) else None
    return value

"""What redeem-pin and resume have in common: the answer, and a refusal that always takes as long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from functions.answers import Redeemed
from functions.app import App
from shared.calls import Call, Participant
from shared.errors import PinRejected
from shared.session_tokens import mint
from shared.usecases.customer_session import shown_match_code
from shared.widgets import widget

_LOOKING_SECONDS = 0.002


async def redeemed(app: App, call: Call, participant: Participant) -> Redeemed:
    """A session for this participant, bound to their key if they have one."""
    rules = widget(call.widget)
    return Redeemed(
        session_token=await fresh_token(app, call, participant),
        token_type="Bearer" if participant.key_thumbprint is None else "DPoP",
        expires_in=app.ports.policies.lifetimes.session_seconds,
        call_id=call.call_id,
        participant_id=participant.participant_id,
        match_code=await shown_match_code(app.ports, call, participant),
        state="waiting" if participant.state.value == "waiting" else "admitted",
        operator_name=call.operator_name,
        authenticated=False,
        authentication_reason=participant.authentication_reason,
        authentication_required=rules is not None and not rules.anonymous_allowed,
    )


async def fresh_token(app: App, call: Call, participant: Participant) -> str:
    """A session token for this participant, for their key alone if they have one."""
    keys, life = await app.ports.secrets.key_ring("session"), app.ports.policies.lifetimes.session_seconds
    names = call.call_id, participant.participant_id
    return mint(keys, *names, life, app.clock(), key_thumbprint=participant.key_thumbprint)


@asynccontextmanager
async def refusals_take_as_long(app: App) -> AsyncIterator[None]:
    """Hold a PinRejected back until REFUSAL_FLOOR_MS have passed, so that time tells nothing."""
    until = asyncio.get_running_loop().time() + app.settings.refusal_floor_ms / 1000
    try:
        yield
    except PinRejected:
        await _exactly(until)
        raise


async def _exactly(until: float) -> None:
    """Return at that moment of the loop's clock, or at once when it is past.

    A sleep alone ends whole milliseconds after it began, and so tells when the work was done; the last two
    milliseconds are therefore spent looking at the clock, letting others work in between.
    """
    loop = asyncio.get_running_loop()
    await asyncio.sleep(until - loop.time() - _LOOKING_SECONDS)
    while loop.time() < until:  # noqa: ASYNC110 (there is no event but the time)
        await asyncio.sleep(0)

"""The functions app: settings -> ports -> routes. What each route does stands in `functions/`."""

import time
from functools import cache

import azure.functions as func

from functions.answering import answering
from functions.app import App
from functions.logs import set_levels
from functions.openapi import openapi
from functions.routes import served
from shared.closing import ClosesWithLoop
from shared.doctor.findings import tell
from shared.doctor.unsafe import unsafe
from shared.instants import Instant
from shared.settings import load
from shared.wiring import wire


def clock() -> Instant:
    """Now."""
    return Instant(time.time_ns() // 1_000_000)


settings = load()
set_levels(settings.log_level)
tell(unsafe(settings))
wired = wire(settings, clock)
routes = served(settings.door.surface, settings.adapters.calls)
begin = ClosesWithLoop(wired.close).begin
assisted_chat = App(wired.ports, settings, clock, openapi=cache(lambda: openapi(routes)), begin=begin)
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

for route in routes:
    trigger = app.route(route=route.path, methods=[func.HttpMethod(route.method)])
    app.function_name(route.name)(trigger(answering(route, assisted_chat)))


@app.function_name("upkeep")
@app.timer_trigger(schedule="0 * * * * *", arg_name="timer", run_on_startup=False, use_monitor=False)
async def upkeep(timer: func.TimerRequest) -> None:
    """Each minute: write audit rows that a crash left in an outbox, drop what is past its time."""
    del timer
    await begin()
    await wired.upkeep()

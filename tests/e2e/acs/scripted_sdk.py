"""Puts the scripted calling SDK in the place of Microsoft's chunk, in pages that are otherwise as shipped."""

import json
import re
import subprocess
from functools import cache

from playwright.sync_api import BrowserContext, Route

from tests.e2e.hosts import ROOT

SDK = re.compile(r"/(assets/sdk\.bundle-[\w-]+|calling-sdk/communication-calling)\.js$")
"""Microsoft's calling SDK: a chunk of the operator app, a module of the bank's page."""
_SIGNALS = "/scripted-calling/rooms"
_BUILT = ROOT / "widget-npm" / "build" / "scripted-calling" / "scripted-calling.js"


@cache
def scripted_sdk() -> str:
    """The module, built once: the SDK's own types over WebRTC and plain mail."""
    command = ["npm", "run", "--silent", "build:scripted-calling", "-w", "widget-npm"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return _BUILT.read_text(encoding="utf-8")


def use_scripted_sdk(context: BrowserContext, signals: str, *, raw_media: bool = True) -> None:
    """From now on this browser's pages call over `signals`, the origin of a switchboard.

    To the page the mail seems to go to its own origin, so that its policy can stay as shipped. `raw_media` False is a
    service that takes no stream of ours.
    """

    def post_on(route: Route) -> None:
        route.continue_(url=signals + route.request.url.partition(_SIGNALS)[2])

    context.route(SDK, lambda route: route.fulfill(body=scripted_sdk(), content_type="text/javascript"))
    context.route(re.compile(re.escape(_SIGNALS)), post_on)
    steering = json.dumps({"signals": _SIGNALS, "rawMedia": raw_media})
    context.add_init_script(f"globalThis.scriptedCalling = {steering}")

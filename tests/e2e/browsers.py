"""Real Chromium, each person in a process of their own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, ViewportSize

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A machine without a network still makes ICE candidates.
    "--allow-loopback-in-peer-connection",
    # A tone for a microphone, a moving picture for a camera; permissions are asked for all the same.
    "--use-fake-device-for-media-stream",
)
ACCEPT_THIS_TAB = "--auto-accept-this-tab-capture"
REJECT_THIS_TAB = "--auto-reject-this-tab-capture"
DESKTOP = ViewportSize(width=1280, height=720)


def chromium() -> str | None:
    """The system's Chromium if there is one; None means Playwright's own."""
    named = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, named)), None)


class Person:
    """Somebody at a browser: one process, one page to start with."""

    def __init__(self, context: BrowserContext, profile: Path) -> None:
        self.context = context
        self._profile = profile
        self.page: Page = context.pages[0] if context.pages else context.new_page()
        self.complaints: list[str] = []
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", lambda message: self._hear(message.type, message.text))

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(text)

    @contextmanager
    def network_cut(self) -> Iterator[None]:
        """Stop the process that does this browser's networking: HTTP and WebRTC both hang, as on a dead line."""
        pid = self._network_process()
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def _network_process(self) -> int:
        listed = subprocess.run(["ps", "-ww", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
        for line in listed.splitlines():
            if "network.mojom" in line and str(self._profile) in line:
                return int(line.split()[0])
        raise AssertionError("this browser has no network process")


@contextmanager
def person(
    playwright: Playwright,
    *flags: str,
    may: tuple[str, ...] = ("microphone", "camera"),
    origins: tuple[str, ...] = (),
    viewport: ViewportSize = DESKTOP,
    colour: str = "light",
    language: str = "en-GB",
) -> Iterator[Person]:
    """A browser for as long as the block lasts; its profile is gone afterwards."""
    as_root = ("--no-sandbox",) if sys.platform == "linux" and os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory(prefix="assisted-chat-", ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            headless=True,
            args=[*FLAGS, *as_root, *flags],
            viewport=viewport,
            color_scheme="dark" if colour == "dark" else "light",
            locale=language,
        )
        try:
            for origin in origins:
                context.grant_permissions(list(may), origin=origin)
            context.set_default_timeout(20_000)
            yield Person(context, Path(profile))
        finally:
            context.close()

"""Instances of the app as processes of their own on one store, whose common time the test moves."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from functions.openapi import openapi
from functions.routes import served
from shared.settings import Surface
from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS, Api, Operator
from tests.functions.product import FRONT_DOOR_ID, fresh_address, principal
from tests.local.host_process import HostProcess, environment


class SharedClock:
    """The time of every instance that was given this file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._ahead = 0.0
        self.forward(0)

    def forward(self, seconds: float) -> None:
        self._ahead += seconds
        # Renamed into place: an instance may be reading.
        fresh = self.file.with_suffix(".new")
        fresh.write_text(str(self._ahead), encoding="utf-8")
        fresh.replace(self.file)


class SignedIn(Operator):
    """An operator whose principal comes as the platform sends it, to an app without the laptop's stand-ins."""

    def __init__(self, instance: "Instance", persona: str = "operator-1", **headers: str) -> None:
        door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
        Api.__init__(self, instance.origin, instance.document, {**door, **principal(persona), **headers})


class Instance:
    """One running instance of one surface."""

    def __init__(self, process: HostProcess, surface: Surface) -> None:
        self.process = process
        self.origin = process.origin
        self.routes = served(surface, "local")
        self.document = ContractDocument(openapi(self.routes))
        self.http = httpx.Client(base_url=self.origin, timeout=30, verify=NO_TLS)
        """Somebody without anything: neither Front Door's id nor an address."""


@contextmanager
def instances(folder: Path, *surfaces: Surface, clock: SharedClock, **settings: str) -> Iterator[list[Instance]]:
    """As many as there are surfaces, all on the store in `folder`, with the budgets that stand in the cloud."""
    ours = {"FRONT_DOOR_ID": FRONT_DOOR_ID, "REFUSAL_FLOOR_MS": "0", "CLOCK": str(clock.file)}
    with ExitStack() as stack:
        started = []
        for number, surface in enumerate(surfaces):
            place = folder / f"instance-{number}"
            place.mkdir()
            environ = environment(str(folder), **{**ours, **settings, "SURFACE": surface})
            process = HostProcess([sys.executable, "-m", "tests.security.bare_host"], environ, place)
            stack.callback(process.sweep)
            started.append(Instance(process.until_ready(), surface))
            stack.enter_context(started[-1].http)
        yield started

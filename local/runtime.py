"""Who indexes and invokes the functions: Microsoft's own runtime where it can be had, else the library's converters."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from local.calls import HttpCall, HttpReply, TimerCall


class IndexingError(Exception):
    """The app cannot be served; the text names the function, where one is to blame, and says why."""


@dataclass(frozen=True, slots=True)
class HttpFunction:
    """A function with an HTTP trigger. No methods means every method; the route has the app's prefix."""

    name: str
    id: str
    parameter: str
    route: str
    methods: frozenset[str]


@dataclass(frozen=True, slots=True)
class TimerFunction:
    """A function with a timer trigger; `schedule` is a six-field NCRONTAB expression in UTC."""

    name: str
    id: str
    parameter: str
    schedule: str
    run_on_startup: bool


Indexed = HttpFunction | TimerFunction


class Runtime(Protocol):
    """Indexes once per process, then invokes any number of times."""

    def index(self, app_dir: Path) -> Sequence[Indexed]:
        """Import `function_app.py` and list its functions by name. Raises `IndexingError`, or what the app raises."""

    async def call(self, function: HttpFunction, call: HttpCall) -> HttpReply:
        """Run an HTTP function. Raises `FunctionError`."""

    async def fire(self, function: TimerFunction, call: TimerCall) -> None:
        """Run a timer function. Raises `FunctionError`."""


def in_host_order(functions: Iterable[Indexed]) -> list[Indexed]:
    """By name, whatever the case: the order in which the real host tries routes, literal or not."""
    return sorted(functions, key=lambda function: function.name.upper())


def choose_runtime() -> Runtime:
    """Microsoft's runtime on Python 3.13 and newer where it is installed, else the converters of `azure.functions`."""
    # Imported here, since each of the two wants the other's packages absent.
    if sys.version_info >= (3, 13) and find_spec("azure_functions_runtime"):
        from local.runtime_microsoft import MicrosoftRuntime  # noqa: PLC0415

        return MicrosoftRuntime()
    from local.runtime_library import LibraryRuntime  # noqa: PLC0415

    return LibraryRuntime()

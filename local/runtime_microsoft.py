"""Python 3.13 and newer: the functions are indexed and invoked by Microsoft's own runtime library.

It is the library that runs in the cloud; the protobuf-free entrance used here is not a documented interface, so its
version is pinned exactly. Its modules come without types and only on 3.13, hence the import by name behind protocols.
"""

import importlib
import logging
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Protocol, cast
from uuid import uuid4

from azure.functions.decorators.function_app import Function

from local.app_index import describe, route_prefix
from local.calls import FunctionError, HttpCall, HttpReply, TimerCall
from local.datum import Datum, MakeDatum, http_datum, http_reply, timer_datum
from local.runtime import HttpFunction, Indexed, IndexingError, TimerFunction, in_host_order

_Outcome = tuple[bool, Datum | None, list[tuple[str, Datum]], str | None, str | None]
# Registration asks the protobuf classes for these three numbers and nothing else.
_DIRECTIONS = SimpleNamespace(BindingInfo=SimpleNamespace(out=1, inout=2, undefined=0))


class _FunctionInfo(Protocol):
    function_id: str


class _Registry(Protocol):
    def add_indexed_function(self, function: Function, protos: object) -> _FunctionInfo: ...


class _Loader(Protocol):
    def index_function_app(self, function_path: str) -> list[Function]: ...


class _HandleEvent(Protocol):
    _functions: _Registry

    def load_binding_registry(self) -> None: ...


class _Invocation(Protocol):
    async def invocation_request_native(
        self,
        invocation_id: str,
        function_id: str,
        inputs: list[tuple[str, Datum]],
        trigger_metadata: dict[str, Datum],
    ) -> _Outcome: ...


class _Threads(Protocol):
    def start_threadpool_executor(self) -> None: ...


class _DatumModule(Protocol):
    Datum: MakeDatum


class MicrosoftRuntime:
    """Runs `async` functions on the event loop and plain ones on the runtime's own pool of threads."""

    def __init__(self) -> None:
        self._events = cast(_HandleEvent, _part("handle_event"))
        self._invocation = cast(_Invocation, _part("native_invocation"))
        self._make = cast(_DatumModule, _part("bindings.datumdef")).Datum
        # What a function raised is logged once, by whoever called; the runtime would print the same traceback again.
        logging.getLogger("azure.functions").addFilter(lambda record: record.msg != "Native invocation failed")

    def index(self, app_dir: Path) -> Sequence[Indexed]:
        """Import `function_app.py` and list its functions by name."""
        self._events.load_binding_registry()
        cast(_Threads, _part("utils.threadpool")).start_threadpool_executor()
        prefix, indexed = route_prefix(app_dir), []
        for function in self._functions(app_dir):
            described = describe(function, self._register(function), prefix)
            if described:
                indexed.append(described)
        return in_host_order(indexed)

    async def call(self, function: HttpFunction, call: HttpCall) -> HttpReply:
        """Run an HTTP function."""
        return http_reply(await self._invoke(function, http_datum(call, self._make)))

    async def fire(self, function: TimerFunction, call: TimerCall) -> None:
        """Run a timer function."""
        await self._invoke(function, timer_datum(call, self._make))

    def _functions(self, app_dir: Path) -> list[Function]:
        loader = cast(_Loader, _part("loader"))
        importlib.import_module("function_app")  # first and alone: what the app itself raises stays what it is
        try:
            return loader.index_function_app(str(app_dir / "function_app.py"))
        except ValueError as error:
            raise IndexingError(str(error)) from error

    def _register(self, function: Function) -> str:
        try:
            return self._events._functions.add_indexed_function(function, _DIRECTIONS).function_id  # noqa: SLF001
        except (RuntimeError, TypeError, NameError) as error:
            name = function.get_function_name() or ""
            why = str(error)
            raise IndexingError(why if name in why else f"cannot load the {name} function: {why}") from None

    async def _invoke(self, function: Indexed, datum: Datum) -> Datum | None:
        ok, returned, _, error, trace = await self._invocation.invocation_request_native(
            str(uuid4()), function.id, [(function.parameter, datum)], {}
        )
        if not ok:
            raise FunctionError(trace or error or "no reason was given")
        return returned


def _part(name: str) -> object:
    return importlib.import_module(f"azure_functions_runtime.{name}")

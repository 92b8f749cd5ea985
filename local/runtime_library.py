"""Below Python 3.13: the programming model's own converters, with a plain call between them."""

import asyncio
import contextvars
import importlib
import inspect
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast
from uuid import uuid4

from azure.functions import FunctionRegister, meta
from azure.functions.decorators.function_app import Function

from local.app_index import describe, route_prefix
from local.calls import FunctionError, HttpCall, HttpReply, TimerCall
from local.datum import Datum, MakeDatum, http_datum, http_reply, timer_datum
from local.runtime import HttpFunction, Indexed, IndexingError, TimerFunction, in_host_order

_UserFunction = Callable[..., object]
_MAKE: MakeDatum = meta.Datum


class _Decoder(Protocol):
    def decode(self, data: Datum, *, trigger_metadata: dict[str, Datum]) -> object: ...


class _Encoder(Protocol):
    def encode(self, obj: object, *, expected_type: type | None) -> Datum: ...


@dataclass(frozen=True, slots=True)
class _Context:
    """The part of `azure.functions.Context` that a function may ask for."""

    invocation_id: str
    function_name: str
    function_directory: str


class LibraryRuntime:
    """Runs `async` functions on the event loop and plain ones on a pool of threads."""

    def __init__(self) -> None:
        self._functions: dict[str, _UserFunction] = {}
        self._threads = ThreadPoolExecutor(thread_name_prefix="function")
        self._app_dir = Path()

    def index(self, app_dir: Path) -> Sequence[Indexed]:
        """Import `function_app.py` and list its functions by name."""
        self._app_dir = app_dir
        prefix, indexed = route_prefix(app_dir), []
        for function in _functions_of(_the_app()):
            name, user_function = function.get_function_name() or "", function.get_user_function()
            _check_parameters(function, name)
            self._functions[name] = user_function
            described = describe(function, name, prefix)
            if described:
                indexed.append(described)
        return in_host_order(indexed)

    async def call(self, function: HttpFunction, call: HttpCall) -> HttpReply:
        """Run an HTTP function."""
        returned = await self._run(function, "httpTrigger", http_datum(call, _MAKE))
        encoder = cast(_Encoder, _converter("http"))
        try:
            return http_reply(encoder.encode(returned, expected_type=None))
        except NotImplementedError:
            raise FunctionError(f"it returned {type(returned).__name__}, not an HttpResponse") from None

    async def fire(self, function: TimerFunction, call: TimerCall) -> None:
        """Run a timer function."""
        await self._run(function, "timerTrigger", timer_datum(call, _MAKE))

    async def _run(self, function: Indexed, binding: str, datum: Datum) -> object:
        decoder = cast(_Decoder, _converter(binding))
        user_function = self._functions[function.id]
        arguments: dict[str, object] = {function.parameter: decoder.decode(datum, trigger_metadata={})}
        if "context" in inspect.signature(user_function).parameters:
            arguments["context"] = _Context(str(uuid4()), function.name, str(self._app_dir))
        try:
            if inspect.iscoroutinefunction(user_function):
                return await user_function(**arguments)
            context = contextvars.copy_context()
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, lambda: context.run(user_function, **arguments)
            )
        except Exception as error:  # noqa: BLE001 - whatever a function raises is its failure, not the host's
            raise FunctionError("".join(traceback.format_exception(error)).rstrip()) from None


def _converter(binding: str) -> object:
    # The registry of converters has no public name.
    return meta._ConverterMeta.get(binding)  # type: ignore[no-untyped-call]  # noqa: SLF001


def _the_app() -> FunctionRegister:
    module = importlib.import_module("function_app")
    apps = {id(value): value for value in vars(module).values() if isinstance(value, FunctionRegister)}
    if len(apps) != 1:
        found = "no" if not apps else "more than one"
        raise IndexingError(f"{module.__file__} has {found} FunctionApp at its top level; exactly one is needed")
    return apps.popitem()[1]


def _functions_of(app: FunctionRegister) -> list[Function]:
    try:
        return app.get_functions()
    except ValueError as error:
        raise IndexingError(str(error)) from None


def _check_parameters(function: Function, name: str) -> None:
    """The mistake that indexing in the cloud would refuse: a parameter that no binding fills, or the reverse."""
    parameters = set(inspect.signature(function.get_user_function()).parameters) - {"context"}
    bound = {binding.name for binding in function.get_bindings() if binding.name != "$return"}
    if parameters != bound:
        raise IndexingError(
            f"cannot load the {name} function: it takes {_listed(parameters)}, its bindings give {_listed(bound)}"
        )


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"

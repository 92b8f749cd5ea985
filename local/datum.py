"""The host's plain values to and from `Datum`, the currency of Microsoft's converters.

The runtime library and `azure.functions` each have a `Datum` class of the same shape, hence the factory argument.
"""

import json
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from typing import Protocol, cast

from local.calls import FunctionError, HttpCall, HttpReply, TimerCall


class Datum(Protocol):
    """A value with the name of its wire type."""

    value: object
    type: str | None


MakeDatum = Callable[[object, str], Datum]


def http_datum(call: HttpCall, make: MakeDatum) -> Datum:
    """An incoming request."""

    def strings(values: Mapping[str, str]) -> dict[str, Datum]:
        return {name: make(value, "string") for name, value in values.items()}

    fields = {
        "method": make(call.method, "string"),
        "url": make(call.url, "string"),
        "headers": strings(call.headers),
        "query": strings(call.query),
        "params": strings(call.route),
        "body": make(call.body, "bytes"),
    }
    return make(fields, "http")


def timer_datum(call: TimerCall, make: MakeDatum) -> Datum:
    """A timer's firing."""
    status = {"Last": call.last, "Next": call.following, "LastUpdated": call.last}
    information = {"Schedule": {"AdjustForDST": False}, "ScheduleStatus": status, "IsPastDue": call.past_due}
    return make(json.dumps(information), "json")


def http_reply(datum: Datum | None) -> HttpReply:
    """What a function returned. Raises `FunctionError` when it is neither a response nor a string."""
    if datum is None or datum.type not in {"string", "http"}:
        raise FunctionError("the function returned neither an HttpResponse nor a string")
    if datum.type == "string":
        text = cast(str, datum.value)
        return HttpReply(200, (("content-type", "text/plain; charset=utf-8"),), text.encode())
    fields = cast(Mapping[str, Datum], datum.value)
    headers = cast(Mapping[str, Datum], fields["headers"])
    body = fields["body"].value
    return HttpReply(
        status=int(cast(str, fields["status_code"].value)),
        headers=(
            *((name.lower(), cast(str, header.value)) for name, header in headers.items()),
            *(("set-cookie", cookie) for cookie in _cookies(fields.get("cookies"))),
        ),
        body=body.encode() if isinstance(body, str) else bytes(cast(bytes, body) or b""),
    )


def _cookies(jars: object) -> list[str]:
    return [morsel.OutputString() for jar in cast(list[SimpleCookie], jars or []) for morsel in jar.values()]

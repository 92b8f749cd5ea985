"""Bicep's own functions, those that our files call. What Azure alone knows stands as a symbol, ⟨in such brackets⟩."""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"
SUBSCRIPTION = "00000000-0000-4000-8000-000000000001"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def symbol(what: str) -> str:
    """A value that is not known before the deployment; equal symbols are the same thing."""
    return f"⟨{what}⟩"


def is_symbol(value: Value) -> bool:
    """Whether some part of it is known to Azure alone."""
    return isinstance(value, str) and "⟨" in value


def text(value: Value) -> str:
    """As it stands within a string."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value)


def united(*values: Value) -> Value:
    """`union`: objects merged to the bottom, the later wins; arrays without doubles."""
    first = values[0]
    if isinstance(first, list):
        joined = _chained(values)
        return [one for at, one in enumerate(joined) if one not in joined[:at]]
    merged: dict[str, Value] = {}
    for value in values:
        assert isinstance(value, dict), value
        for key, inner in value.items():
            known = merged.get(key)
            merged[key] = united(known, inner) if isinstance(known, dict) and isinstance(inner, dict) else inner
    return merged


def _chained(values: "tuple[Value, ...]") -> list[Value]:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def _unique_string(*values: Value) -> str:
    digest = hashlib.sha256("\n".join(map(text, values)).encode()).digest()
    return "".join(_ALPHABET[byte % 32] for byte in digest[:13])


def _concat(*values: Value) -> Value:
    return _chained(values) if isinstance(values[0], list) else "".join(map(text, values))


def _format(pattern: str, *values: Value) -> str:
    return pattern.format(*map(text, values))


def _group(name: str = "") -> dict[str, Value]:
    group = name or symbol("resource group")
    return {
        "id": f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}",
        "name": group,
        "location": symbol("location"),
    }


def _items(value: Mapping[str, Value]) -> list[Value]:
    return [{"key": key, "value": value[key]} for key in sorted(value)]


def _resource_id(kind: str, *names: str) -> str:
    return symbol(f"{kind}:{'/'.join(names)}")


def _subscription_resource_id(kind: str, *names: str) -> str:
    return f"/subscriptions/{SUBSCRIPTION}/providers/{kind}/{'/'.join(names)}"


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "any": lambda value: value,
    "array": lambda value: value if isinstance(value, list) else [value],
    "bool": lambda value: value if isinstance(value, bool) else value.lower() == "true",
    "concat": _concat,
    "contains": lambda whole, part: part in whole,
    "empty": lambda value: value in (None, "", [], {}),
    "endsWith": lambda whole, part: whole.lower().endswith(part.lower()),
    "environment": lambda: {
        "suffixes": {"storage": "core.windows.net", "keyvaultDns": ".vault.azure.net"},
        "authentication": {"loginEndpoint": "https://login.microsoftonline.com/", "tenant": "common"},
        "resourceManager": "https://management.azure.com/",
    },
    "first": lambda value: value[0] if value else None,
    "flatten": lambda value: [one for inner in value for one in inner],
    "format": _format,
    "guid": lambda *values: str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(map(text, values)))),
    "int": int,
    "items": _items,
    "join": lambda values, between: between.join(map(text, values)),
    "json": json.loads,
    "last": lambda value: value[-1] if value else None,
    "length": len,
    "max": lambda *values: max(_chained(values)),  # type: ignore[type-var]
    "min": lambda *values: min(_chained(values)),  # type: ignore[type-var]
    "objectKeys": sorted,
    "padLeft": lambda value, width, fill=" ": text(value).rjust(width, fill),
    "range": lambda start, count: list(range(start, start + count)),
    "replace": lambda whole, old, new: whole.replace(old, new),
    "resourceGroup": _group,
    "resourceId": _resource_id,
    "skip": lambda value, count: value[count:],
    "split": lambda whole, between: whole.split(between),
    "startsWith": lambda whole, part: whole.lower().startswith(part.lower()),
    "string": text,
    "subscription": lambda: {
        "id": f"/subscriptions/{SUBSCRIPTION}",
        "subscriptionId": SUBSCRIPTION,
        "tenantId": symbol("tenant"),
        "displayName": symbol("subscription"),
    },
    "subscriptionResourceId": _subscription_resource_id,
    "substring": lambda whole, start, length=None: whole[start:][:length],
    "take": lambda value, count: value[:count],
    "tenant": lambda: {"tenantId": symbol("tenant")},
    "tenantResourceId": lambda kind, *names: f"/providers/{kind}/{'/'.join(names)}",
    "toLower": lambda value: value.lower(),
    "toUpper": lambda value: value.upper(),
    "trim": lambda value: value.strip(),
    "union": united,
    "uniqueString": _unique_string,
}

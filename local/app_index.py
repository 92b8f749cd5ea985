"""A function of the `azure.functions` programming model as the host sees it: name, trigger, route or schedule."""

import json
import logging
import os
import re
from pathlib import Path

from azure.functions.decorators.core import Trigger
from azure.functions.decorators.function_app import Function
from azure.functions.decorators.http import HttpTrigger
from azure.functions.decorators.timer import TimerTrigger

from local.runtime import HttpFunction, Indexed, IndexingError, TimerFunction

_LOG = logging.getLogger(__name__)


def describe(function: Function, function_id: str, prefix: str) -> Indexed | None:
    """Describe one function; None and a warning where the laptop cannot pull its trigger. Raises `IndexingError`."""
    name, trigger = function.get_function_name() or "", function.get_trigger()
    if isinstance(trigger, HttpTrigger):
        route = "/".join(filter(None, (prefix, (trigger.route if trigger.route is not None else name).strip("/"))))
        return HttpFunction(name, function_id, trigger.name, route, _methods(trigger))
    if isinstance(trigger, TimerTrigger):
        schedule = _from_settings(trigger.schedule, name)
        return TimerFunction(name, function_id, trigger.name, schedule, bool(trigger.run_on_startup))
    _LOG.warning("%s is never called on the laptop: its trigger is %s", name, _kind(trigger))
    return None


def route_prefix(app_dir: Path) -> str:
    """What `host.json` puts before every route; `api` where it says nothing."""
    return str(_http_section(app_dir).get("routePrefix", "api")).strip("/")


def custom_headers(app_dir: Path) -> dict[str, str]:
    """The headers that `host.json` adds to every answer which does not have them already."""
    headers = _http_section(app_dir).get("customHeaders", {})
    return {str(name): str(value) for name, value in headers.items()} if isinstance(headers, dict) else {}


def _http_section(app_dir: Path) -> dict[str, object]:
    path = app_dir / "host.json"
    try:
        section = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise IndexingError(f"host.json cannot be read: {error}") from None
    for name in ("extensions", "http"):
        section = section.get(name, {}) if isinstance(section, dict) else {}
    return section if isinstance(section, dict) else {}


def _methods(trigger: HttpTrigger) -> frozenset[str]:
    return frozenset(str(method).upper() for method in trigger.methods or ())


def _from_settings(schedule: str, name: str) -> str:
    """`%NAME%` stands for an app setting, as everywhere in a binding."""
    setting = re.fullmatch(r"%([^%]+)%", schedule)
    if setting is None:
        return schedule
    value = os.environ.get(setting[1], "")
    if not value:
        raise IndexingError(f"the function {name} takes its schedule from {setting[1]}, which is not set")
    return value


def _kind(trigger: Trigger | None) -> str:
    return str(trigger.type) if trigger else "missing"

"""What `az` prints, as far as the doctor reads it. Every function raises ValueError, which says what is needed."""

import json
from collections.abc import Mapping

from shared.json_values import Json

APPS = ("publicSettings", "operatorSettings")
"""Outputs of `bicep/main.bicep`: the settings that were declared for each app."""


def parsed(text: str) -> Json:
    """Any JSON."""
    try:
        value: Json = json.loads(text)
    except ValueError:
        raise ValueError("it is not JSON") from None
    return value


def app_settings(document: Json) -> dict[str, str]:
    """Of `az functionapp config appsettings list`: an array of name and value; or of a flat object."""
    if isinstance(document, list):
        pairs = [(item.get("name"), item.get("value")) for item in document if isinstance(item, dict)]
        if len(pairs) != len(document) or not all(isinstance(text, str) for pair in pairs for text in pair):
            raise ValueError("each item needs a name and a value that are text, as `appsettings list` prints them")
        return {str(name): str(value) for name, value in pairs}
    if isinstance(document, dict) and not any(isinstance(value, dict | list) for value in document.values()):
        return {name: _text(value) for name, value in document.items()}
    raise ValueError("a flat object is needed, or the array of `az functionapp config appsettings list`")


def declared(document: Json) -> list[dict[str, str]]:
    """The settings of each app in the outputs of a deployment; a flat object is those of one app."""
    if isinstance(document, dict):
        outputs = [document[name] for name in APPS if name in document]
        values = [output.get("value", output) if isinstance(output, dict) else output for output in outputs]
        if values:
            return [app_settings(value) for value in values]
    return [app_settings(document)]


def properties(document: Json) -> Mapping[str, Json]:
    """Of a resource; some commands of `az` print them alone."""
    if not isinstance(document, dict):
        raise ValueError("the object is needed that `az resource show` prints")  # noqa: TRY004 (it is a file's content)
    inner = document.get("properties")
    return inner if isinstance(inner, dict) else document


def _text(value: Json) -> str:
    """As an app setting is written."""
    return value if isinstance(value, str) else json.dumps(value)

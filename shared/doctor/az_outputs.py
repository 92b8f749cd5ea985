"""What `az` and `azd` print, as far as the doctor reads it. Each function raises ValueError, saying what is needed."""

import json
from collections.abc import Mapping

from shared.json_values import Json

APPS = ("publicSettings", "operatorSettings")
"""Outputs of `bicep/main.bicep`: the settings that were declared for each app."""


def parsed(text: str) -> Json:
    """Any JSON."""
    try:
        value: Json = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
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
    """The settings of each app in the outputs of a deployment; a flat object is those of one app.

    Outputs are what `az deployment sub show` prints, or `azd env get-values --output json`: there an object is a text.
    """
    outputs = [document[name] for name in APPS if name in document] if isinstance(document, dict) else []
    return [app_settings(_output(output)) for output in outputs] or [app_settings(document)]


def properties(document: Json) -> Mapping[str, Json]:
    """Of a resource; some commands of `az` print them alone."""
    if not isinstance(document, dict):
        raise ValueError("the object is needed that `az resource show` prints")  # noqa: TRY004 (it is a file's content)
    inner = document.get("properties")
    return inner if isinstance(inner, dict) else document


def _output(output: Json) -> Json:
    if isinstance(output, str):
        return parsed(output)
    return output.get("value", output) if isinstance(output, dict) else output


def _text(value: Json) -> str:
    """As an app setting is written."""
    return value if isinstance(value, str) else json.dumps(value)

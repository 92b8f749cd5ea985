"""Widgets that a bank's pages may show: where each may stand and whom it lets ask for help."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Widget:
    """One widget's rules; the page that shows it cannot loosen them."""

    widget_id: str
    anonymous_allowed: bool = True
    languages: tuple[str, ...] = ("cs", "en", "ko")
    audio: Literal["browser", "phone"] = "browser"
    release: Literal["automatic", "confirm"] = "automatic"


_WIDGETS = {"default": Widget("default")}


def widget(widget_id: str) -> Widget | None:
    """The widget of that id, or None."""
    return _WIDGETS.get(widget_id)

"""Which language a page speaks: what its address asks for, else what the browser prefers, else Czech."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

LANGUAGES = ("cs", "en", "ko")
_OWN_NAMES = {"cs": "Čeština", "en": "English", "ko": "한국어"}


def choose_language(asked: Sequence[str | None], accept_language: str, offered: Sequence[str] = LANGUAGES) -> str:
    """Return the first of `asked` that is offered, else the browser's best, else Czech."""
    for language in (*asked, *_preferred(accept_language)):
        if language in offered:
            return str(language)
    return "cs"


def language_links(query: Mapping[str, str], spoken: str, offered: Sequence[str] = LANGUAGES) -> str:
    """Return links to the same page in each language, as HTML; the rest of its query stays."""
    links = []
    for language in offered:
        address = escape(urlencode({**query, "lang": language}))
        current = ' aria-current="true"' if language == spoken else ""
        links.append(
            f'<a href="?{address}" hreflang="{language}" lang="{language}"{current}>{_OWN_NAMES[language]}</a>'
        )
    return "".join(links)


def _preferred(accept_language: str) -> list[str]:
    weighted = []
    for item in accept_language.split(","):
        tag, _, parameters = item.strip().partition(";")
        weighted.append((_weight(parameters), tag.split("-")[0].lower()))
    # The sort is stable: equal weights keep the browser's order.
    return [language for weight, language in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0

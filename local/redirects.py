"""Where a sign-in or sign-out may lead: somewhere on this origin."""

from urllib.parse import quote

_LONGEST = 2000


def on_this_origin(target: str | None, otherwise: str) -> str:
    """Return `target` if it is a path of this origin, ready for a `Location` header; else `otherwise`.

    `//evil.example` and `/\\evil.example` name another host to a browser, and browsers drop tabs and newlines
    before they look; none of these is a path.
    """
    if not target or len(target) > _LONGEST or not target.startswith("/") or target.startswith("//"):
        return otherwise
    if "\\" in target or any(character <= " " or character == "\x7f" for character in target):
        return otherwise
    return quote(target, safe="/:@!$&'()*+,;=-._~?#%[]")

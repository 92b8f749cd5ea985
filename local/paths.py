"""A request's path as Kestrel, the web server inside the Functions host, hands it on."""

from urllib.parse import quote, unquote_to_bytes

_SAFE_IN_PATH = "/:@!$&'()*+,;=-._~"


class PathError(ValueError):
    """The path cannot be served: not absolute, or with a NUL in it."""


def canonical_path(raw: str) -> str:
    """Decode `raw` (all but `%2F`) and take `.` and `..` out. Raises `PathError`.

    Everything behind looks at this one form, so that a spelling such as `/bank/%2e%2e/operator/` cannot pass a
    guard as one path and reach a function as another.
    """
    if not raw.startswith("/"):
        raise PathError("an absolute path is needed")
    kept: list[str] = []
    segments = [_decoded(segment) for segment in raw[1:].split("/")]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def escaped_path(path: str) -> str:
    """Write a canonical path the way a URL needs it."""
    return quote(path, safe=_SAFE_IN_PATH).replace("%252F", "%2F").replace("%252f", "%2f")


def _decoded(segment: str) -> str:
    pieces = segment.replace("%2f", "%2F").split("%2F")
    try:
        text = "%2F".join(unquote_to_bytes(piece).decode() for piece in pieces)
    except UnicodeDecodeError:
        return segment  # Kestrel leaves what is not UTF-8 as it came
    if "\0" in text:
        raise PathError("a path has no NUL")
    return text

"""Texts of the environment -> values; each parser raises ValueError saying what is allowed."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

LOCAL_TENANT = "11111111-1111-4111-8111-111111111111"
"""The laptop's, where nobody has an Entra tenant."""
_Value = TypeVar("_Value")
SHOWN_CHARACTERS = 40
_NEVER_SHOWN = re.compile(r"(.*_)?(KEY|PASSWORD|TOKEN|SECRET|CONNECTION_?STRING)", re.I)
_LOOKS_SECRET = re.compile(r"[=;?@#]|[A-Za-z0-9+/_]{16}")


def shown(name: str, text: str) -> str:
    """As `brief`, and nothing but the length where the name is that of a secret."""
    return hidden(text) if _NEVER_SHOWN.fullmatch(name) else brief(text)


def brief(text: str) -> str:
    """A text that somebody may have put a secret into: itself when it is harmless, else its length.

    Harmless are at most 40 printable characters, without `=`, `;`, `?`, `@` and `#` (connection strings, queries,
    user information), and without 16 characters of base64 or hex in a row. A short word passes: nothing tells a
    password from a slip.
    """
    harmless = len(text) <= SHOWN_CHARACTERS and text.isprintable() and not _LOOKS_SECRET.search(text)
    return text if harmless else hidden(text)


def hidden(text: str) -> str:
    """What may be said of any text."""
    return f"(not shown, {len(text)} characters)"


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number of that range, both ends in."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValueError("a whole number is needed")
        number = int(text)
        if number < low:
            raise ValueError(f"at least {low}")
        if number > high:
            raise ValueError(f"at most {high}")
        return number

    return parse


def one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    """One of these words."""

    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return text

    return parse


def origin(text: str, example: str = "https://assist.bank.example") -> str:
    """Scheme, host and port as browsers write them: https, or http for localhost alone."""
    parts = re.fullmatch(r"([a-z]+)://([a-z0-9.-]+)(:[0-9]{1,5})?/?", text.lower())
    if parts is None or int((parts[3] or ":0")[1:]) > 65535:
        raise ValueError(f"an origin such as {example}, without a path")
    scheme, host, port = parts.groups(default="")
    if scheme != "https" and (scheme, host) != ("http", "localhost"):
        raise ValueError("https is needed (http only for localhost)")
    # Browsers leave out the port that the scheme has by itself.
    return f"{scheme}://{host}" + ("" if (scheme, port) in {("https", ":443"), ("http", ":80")} else port)


def origins(text: str) -> tuple[str, ...]:
    """Origins between commas."""
    return tuple(origin(item.strip()) for item in text.split(",") if item.strip())


def endpoint(example: str) -> Callable[[str], str]:
    """Where a neighbour is; `example` shows the form."""
    return lambda text: origin(text, example)


def environment(text: str) -> str:
    """What the deployment is called, as its parameters have it."""
    if not re.fullmatch(r"[a-z0-9]{3,12}", text):
        raise ValueError("small letters and digits, 3 to 12 of them, such as prod")
    return text


def vault(text: str) -> str:
    """A vault's address on a command line."""
    if not re.fullmatch(r"https://[a-z0-9.-]+(:[0-9]+)?/?", text.lower()):
        raise ValueError("https://NAME.vault.azure.net is needed, without a path")
    return text.lower().rstrip("/")


def guid(text: str) -> str:
    """A GUID in lower case."""
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError("a GUID is needed") from None


def tenant(text: str) -> str:
    """As `guid`; there is none in Azure unless it is set."""
    if not text:
        raise ValueError("needed in Azure; the Entra tenant's id, a GUID")
    return guid(text)


def name_of_a_secret(text: str) -> str:
    """As Key Vault names secrets; what looks like a connection string is one, in the wrong place."""
    if ";" in text or "=" in text:
        raise ValueError("that is a connection string; put it into the vault, and its secret's name here")
    if not re.fullmatch(r"[A-Za-z0-9-]{1,127}", text):
        raise ValueError("letters, digits and dashes, at most 127")
    return text


def database(text: str) -> str:
    """A database of Cosmos DB."""
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,255}", text):
        raise ValueError("letters, digits, dots, dashes and underscores, at most 255")
    return text


def key(text: str) -> str:
    """A key in base64."""
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        raise ValueError("a key in base64 is needed") from None
    return text


def certificates(text: str) -> Path:
    """A file of certificates in PEM."""
    path = Path(text)
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError:
        raise ValueError("it cannot be read") from None
    if content is None:
        raise ValueError("there is no such file")
    if b"-----BEGIN CERTIFICATE-----" not in content:
        raise ValueError("there is no certificate in PEM in it")
    return path


def optional(parse: Callable[[str], _Value]) -> Callable[[str], _Value | None]:
    """None for nothing."""
    return lambda text: parse(text) if text else None

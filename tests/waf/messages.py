"""Requests that no browser writes, byte by byte, and what comes back for them."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.waf import content
from tests.waf.configuration import NETWORK_HEADER
from tests.waf.stand_in import HOST_NAME, StandIn

_SECONDS = 20
_CORPUS = Path(__file__).parent / "corpus"
JSON = "Content-Type: application/json"


@dataclass(frozen=True, slots=True)
class Message:
    """The first line and the headers, without those that every message has; `has_host` False brings its own or none."""

    lines: tuple[str, ...]
    body: bytes = b""
    has_host: bool = True

    def written(self, address: str) -> bytes:
        """As it goes over the line; `@` in a length stands for the body's own."""
        first, *others = self.lines
        usual = [f"{NETWORK_HEADER}: {address}", f"User-Agent: {content.AGENTS[0]}", "Accept: */*"]
        usual += [f"Host: {HOST_NAME}"] if self.has_host else []
        usual += [] if any(line.startswith("Connection:") for line in others) else ["Connection: close"]
        head = [first, *usual, *(line.replace("Length: @", f"Length: {len(self.body)}") for line in others)]
        return "\r\n".join(head).encode("latin-1", "replace") + b"\r\n\r\n" + self.body


@dataclass(frozen=True, slots=True)
class Reply:
    """The first answer, and how many came."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    answers: int


def asked(stand_in: StandIn, message: Message, address: str) -> Reply:
    """Send it on a connection of its own and read to the end; status 0 where no status came."""
    with socket.create_connection(("127.0.0.1", urlsplit(stand_in.origin).port or 0), _SECONDS) as line:
        got = b""
        try:
            line.sendall(message.written(address))
            while piece := line.recv(65_536):
                got += piece
        except ConnectionError:
            pass  # refused before the last byte was sent
    if not got.startswith(b"HTTP/1.1 "):
        return Reply(0, {}, got, 0)
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (text.partition(":") for text in lines)}
    return Reply(int(first.split(" ")[1]), headers, body, got.count(b"HTTP/1.1 "))


def verdicts() -> dict[str, tuple[str, int]]:
    """Who answers each message, and with which status."""
    lines = (_CORPUS / "message-verdicts.txt").read_text(encoding="utf-8").splitlines()[1:]
    return {name: (who, int(status)) for name, who, status in (line.split() for line in lines)}

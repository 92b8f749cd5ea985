"""A door in front of the product behind which some answers are spoilt: each as one mistake of ours would spoil it."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookiejar import DefaultCookiePolicy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx

from tests.functions.people import NO_TLS

_BETWEEN_TWO = {"connection", "content-length", "transfer-encoding", "date", "server", "host"}


@dataclass(frozen=True)
class Answer:
    """One answer of the product; header names in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def saying(self, **fields: object) -> "Answer":
        """With these fields of the body set."""
        return replace(self, content=json.dumps({**json.loads(self.content), **fields}).encode())


Spoil = Callable[[str, Answer], Answer]
"""From the request's method and the right answer to the one that is given."""


@contextmanager
def spoilt(origin: str, defects: Mapping[str, Spoil]) -> Iterator[str]:
    """The origin of a door to the product; `defects` by path."""
    with httpx.Client(base_url=origin, timeout=30, verify=NO_TLS) as behind:
        behind.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = 65_536

            def _pass_on(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                kept = [(name, value) for name, value in self.headers.items() if name.lower() not in _BETWEEN_TWO]
                try:
                    right = behind.request(self.command, self.path, headers=kept, content=content)
                except httpx.LocalProtocolError:
                    self._say(Answer(400, {}, b""))
                    return
                answer = Answer(right.status_code, dict(right.headers), right.content)
                path = urlsplit(self.path).path
                spoil = defects.get(path)
                self._say(spoil(self.command, answer) if spoil else answer)

            def _say(self, answer: Answer) -> None:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    if name not in _BETWEEN_TWO:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            def __getattr__(self, name: str) -> Callable[[], None]:
                if name.startswith("do_"):
                    return self._pass_on
                raise AttributeError(name)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("localhost", 0), Door)
        server.daemon_threads = True
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()
            server.server_close()

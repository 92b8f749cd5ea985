"""Cosmos DB's stand-in: `@vercel/cosmosdb-server` as a process of its own, with its defects mended (cosmos/mends.cjs).

It speaks plain http on loopback and lets everybody in. Whoever wants TLS, tokens, faults or a count puts a `Relay`
with `admits` before it.
"""

import base64
import hashlib
import hmac
import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl, unquote
from uuid import uuid4

import httpx

import shared.adapters.cosmos
from tests.partners.managed_identity import IdentityProvider
from tests.partners.relay import Passed

HOME = Path(__file__).parent / "cosmos"
KEY = base64.b64encode(b"the key of an emulator on loopback").decode()
AUDIENCE = "https://localhost"
"""Tokens for an account are for its host."""
CONTAINERS = json.loads(files(shared.adapters.cosmos).joinpath("containers.json").read_text())
_STOP_SECONDS = 5


class CosmosServer:
    """A running one. Its clock runs with ours, and forward when told."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.origin = f"http://localhost:{self._answer()}"

    def forward(self, seconds: float) -> None:
        """Let so many seconds pass for it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"forward {seconds}\n")
        self._process.stdin.flush()
        assert self._answer() == "forwarded"

    def new_database(self) -> str:
        """The name of a database of its own, with the containers that a deployment makes."""
        name = f"test-{uuid4().hex}"
        with httpx.Client(base_url=self.origin, trust_env=False) as client:
            client.post("/dbs", json={"id": name}).raise_for_status()
            for container in CONTAINERS:
                client.post(f"/dbs/{name}/colls", json=container).raise_for_status()
        return name

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the stand-in for Cosmos DB has gone"
        return line.strip()


@contextmanager
def cosmos_server(*, as_shipped: bool = False) -> Iterator[CosmosServer]:
    """One that runs while the block lasts; `as_shipped` leaves its defects in."""
    assert HOME.joinpath("node_modules").is_dir(), f"not installed: npm ci --prefix {HOME}"
    command = ["node", str(HOME / "launch.cjs"), *(["--as-shipped"] if as_shipped else [])]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield CosmosServer(process)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def by_token(identity: IdentityProvider) -> Callable[[Passed], bool]:
    """Lets in whoever has a living token for the account."""

    def admits(request: Passed) -> bool:
        said = _authorization(request)
        return said.get("type") == "aad" and identity.verify(said.get("sig", ""), AUDIENCE)

    return admits


def by_key(request: Passed) -> bool:
    """Lets in whoever signed with `KEY` (Microsoft Learn, "Access control on Azure Cosmos DB resources")."""
    said = _authorization(request)
    parts = unquote(request.target.partition("?")[0]).strip("/").split("/")
    kind, link = (parts[-1], parts[:-1]) if len(parts) % 2 else (parts[-2], parts)
    text = f"{request.method.lower()}\n{kind}\n{'/'.join(link)}\n{request.headers['x-ms-date'].lower()}\n\n"
    signature = hmac.digest(base64.b64decode(KEY), text.encode(), hashlib.sha256)
    return said.get("type") == "master" and hmac.compare_digest(base64.b64encode(signature).decode(), said["sig"])


def _authorization(request: Passed) -> dict[str, str]:
    """`type=...&ver=1.0&sig=...`, escaped as a whole or not; a signature's plus signs are no spaces."""
    plain = unquote(request.headers.get("authorization", ""))
    return dict(parse_qsl(plain.replace("+", "%2B")))

"""Azurite: Microsoft's own stand-in for Storage, started as a process of its own.

Over TLS with the tests' authority it takes bearer tokens: it checks their audience, issuer and times, and neither
their signature nor any role. Over http it takes the account key that everybody knows.
"""

import re
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.partners.certificates import ServerTls

HOME = Path(__file__).parent / "azurite"
ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
"""Published by Microsoft with the emulator; it opens nothing else."""
_MAIN = HOME / "node_modules" / "azurite" / "dist" / "src"
_ALWAYS = ("--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence")
_LISTENS = re.compile(r"successfully listen(?:s on|ing at) (https?://\S+)")
_START_SECONDS = 30
_STOP_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Azurite:
    """Where its account of blobs is."""

    endpoint: str

    @property
    def connection_string(self) -> str:
        """With the key, as an app setting would have it."""
        return connection_string(self.endpoint)


def connection_string(endpoint: str) -> str:
    """The emulator's account, at another address when something stands in between."""
    scheme = urlsplit(endpoint).scheme
    return f"DefaultEndpointsProtocol={scheme};AccountName={ACCOUNT};AccountKey={KEY};BlobEndpoint={endpoint};"


@contextmanager
def azurite_blobs(tls: ServerTls | None = None) -> Iterator[Azurite]:
    """Blobs alone, on a free port: over TLS with `--oauth basic`, else over http."""
    secure = ("--cert", str(tls.cert_file), "--key", str(tls.key_file), "--oauth", "basic") if tls else ()
    command = [_MAIN / "blob" / "main.js", *_ALWAYS, "--disableProductStyleUrl", "--blobPort", "0", *secure]
    with _running(command, services=1) as addresses:
        port = urlsplit(addresses[0]).port
        yield Azurite(f"{'https' if tls else 'http'}://localhost:{port}/{ACCOUNT}")


@contextmanager
def azurite_on_its_own_ports() -> Iterator[None]:
    """All of Storage at 127.0.0.1:10000 to 10002, where `UseDevelopmentStorage=true` looks for it."""
    with _running([_MAIN / "azurite.js", *_ALWAYS], services=3):
        yield


@contextmanager
def _running(command: Sequence[Path | str], services: int) -> Iterator[list[str]]:
    """The addresses that it says it listens on, one a service."""
    assert HOME.joinpath("node_modules").is_dir(), f"Azurite is not installed: npm ci --prefix {HOME}"
    process = subprocess.Popen(["node", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    said: list[str] = []
    addresses: list[str] = []
    too_late = threading.Timer(_START_SECONDS, process.kill)
    too_late.start()
    try:
        while len(addresses) < services:
            line = process.stdout.readline()
            assert line, f"Azurite did not start: {' '.join(said)}"
            said.append(line.strip())
            addresses += _LISTENS.findall(line)
        too_late.cancel()
        yield addresses
    finally:
        too_late.cancel()
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

"""Front Door and its firewall as real processes: nginx, ModSecurity and OWASP's rules before the running product."""

import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.e2e.hosts import free_port
from tests.local.host_process import until
from tests.waf.configuration import NEEDED, NOTES, door, engine
from tests.waf.policy import FirewallPolicy

HOST_NAME = "assist.bank.example"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Where it listens, and the folder of its logs."""

    origin: str
    folder: Path
    policy: FirewallPolicy

    def text(self, file: str) -> str:
        """One of its logs so far."""
        return (self.folder / file).read_text(encoding="utf-8", errors="backslashreplace")

    def notes(self) -> str:
        """What the engine noted of requests that met a rule, unmasked: no log of Front Door's has this."""
        return self.text(NOTES)


def missing(needed: Iterable[Path] = NEEDED) -> str:
    """What stands in the way of starting it, in words; empty when nothing does."""
    absent = ", ".join(str(path) for path in needed if not path.exists())
    return (
        f"no nginx with ModSecurity and OWASP's rules; scripts/waf.sh as root fetches them: {absent}" if absent else ""
    )


@contextmanager
def standing_before(host: str, policy: FirewallPolicy, front_door_id: str, folder: Path) -> Iterator[StandIn]:
    """Start it before the host at this origin, and end it."""
    port = free_port()
    (folder / "engine.conf").write_text(engine(folder, policy), encoding="utf-8")
    told = door(folder, policy, port, urlsplit(host).port or 80, front_door_id)
    (folder / "nginx.conf").write_text(told, encoding="utf-8")
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            ["/usr/sbin/nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")],
            stdout=said,
            stderr=said,
        )
    made = StandIn(f"http://127.0.0.1:{port}", folder, policy)
    try:
        until(lambda: _answers(made) or process.poll() is not None, 20)
        assert process.poll() is None, _said(folder)
        yield made
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _answers(made: StandIn) -> bool:
    try:
        return httpx.get(f"{made.origin}/api/health", headers={"Host": HOST_NAME}).status_code == 200
    except httpx.TransportError:
        return False


def _said(folder: Path) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (folder / "said", folder / "error.log") if path.exists()
    )

"""A host as a process of its own: what it printed, what it logged, how it ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.hosts import ROOT, free_port

APP = Path(__file__).parent / "app"
FRONT_DOOR_ID = "7c5ad0a2-6f0d-4d0e-9a3b-0f6a1f0c2b11"


class HostProcess:
    """A command that runs the host, in a group of its own so that nothing outlives the test."""

    def __init__(self, command: list[str], environment: Mapping[str, str], folder: Path, cwd: Path = ROOT) -> None:
        self.port = int(environment["PORT"]) if environment["PORT"].isdecimal() else 0
        self.origin = f"http://localhost:{self.port}"
        self.data_dir = environment["DATA_DIR"]
        self._out, self._err = folder / "out", folder / "err"
        self._kept: tuple[list[str], str] | None = None
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                command, cwd=cwd, env=dict(environment), stdout=out, stderr=err, start_new_session=True
            )

    @property
    def printed(self) -> list[str]:
        """The lines on standard output so far."""
        return self._kept[0] if self._kept else self._out.read_text(encoding="utf-8").splitlines()

    @property
    def logged(self) -> str:
        """Standard error so far."""
        return self._kept[1] if self._kept else self._err.read_text(encoding="utf-8")

    def until_ready(self, seconds: float = 15) -> "HostProcess":
        """Wait until it prints its addresses."""
        until(lambda: any(line.startswith("Customer") for line in self.printed) or self.ended, seconds)
        assert not self.ended, self.logged
        return self

    @property
    def ended(self) -> bool:
        """Whether the process is gone."""
        return self.process.poll() is not None

    def end(self, number: signal.Signals) -> tuple[int, float]:
        """Send the signal to this one process; return its exit code and the seconds that it took to end."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(10), time.monotonic() - began

    def sweep(self) -> None:
        """Kill whatever is left of the group; keep what it said."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self._kept = self.printed, self.logged


def until(true: Callable[[], bool], seconds: float) -> None:
    """Wait until `true()` holds, or fail."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.01)


@contextmanager
def host(python: str = sys.executable, app: Path = APP, **settings: str) -> Iterator[HostProcess]:
    """Start a host and leave it to the test to wait for it; sweep up afterwards."""
    with TemporaryDirectory(prefix="assisted-chat-local-") as folder:
        started = HostProcess([python, "-m", "local", "--app", str(app)], environment(folder, **settings), Path(folder))
        try:
            yield started
        finally:
            started.sweep()


def environment(folder: str, **settings: str) -> dict[str, str]:
    """An environment with a free port and a data folder of its own."""
    ours = {
        "PORT": str(free_port()),
        "DATA_DIR": f"{folder}/data",
        "FRONT_DOOR_ID": FRONT_DOOR_ID,
        "LOG_LEVEL": "WARNING",
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("NETWORK_", "PYTEST"))}
    return inherited | ours | settings

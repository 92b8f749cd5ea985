"""The product, started as `make run` starts it, on a free port with a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 20


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_host(python: str = sys.executable, **settings: str) -> Iterator[str]:
    """The origin of a running host. It must end by itself, quickly, when it is asked to."""
    with heard_host(python, **settings) as (origin, _):
        yield origin


@contextmanager
def heard_host(python: str = sys.executable, **settings: str) -> Iterator[tuple[str, list[str]]]:
    """As `running_host`, with the lines that it has said so far."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="assisted-chat-data-") as folder:
        environment = {**os.environ, "PORT": str(port), "DATA_DIR": folder, **settings}
        process = subprocess.Popen(
            [python, "-m", "local"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said: list[str] = []
        ready = threading.Event()
        listener = threading.Thread(target=_listen, args=(process, said, ready), daemon=True)
        listener.start()
        try:
            assert ready.wait(READY_SECONDS), f"the host did not start:\n{''.join(said)}"
            yield f"http://localhost:{port}", said
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
            finally:
                listener.join(5)
    assert process.returncode == 0, f"the host ended with {process.returncode}:\n{''.join(said)}"


def _listen(process: "subprocess.Popen[str]", said: list[str], ready: threading.Event) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            said.append(line)
            if line.startswith("Customer "):
                ready.set()
    ready.set()

"""Stopping: within two seconds, with exit code 0, and with nothing left behind."""

import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from tests.e2e.hosts import ROOT
from tests.local.conftest import RUNTIMES
from tests.local.host_process import APP, HostProcess, environment, host, until

_SECONDS = 2.0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("python", RUNTIMES.values(), ids=RUNTIMES)
def test_a_signal_ends_it(python: str, number: signal.Signals) -> None:
    with host(python) as started:
        started.until_ready()

        code, seconds = started.end(number)

    assert code == 0
    assert seconds < _SECONDS
    assert started.logged == ""


@pytest.mark.parametrize("python", RUNTIMES.values(), ids=RUNTIMES)
@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/wait?seconds=20", 503), ("/api/thread?seconds=20", None), ("/api/wait?seconds=0.2", 200)],
)
def test_requests_under_way_get_a_moment_and_then_an_answer(python: str, path: str, status: int | None) -> None:
    """A long poll is told 503; a function stuck on a thread cannot be stopped and must not hold the host."""
    with host(python) as started:
        started.until_ready()
        answers: list[int | None] = []
        threads = [threading.Thread(target=_ask, args=(started.origin + path, answers)) for _ in range(5)]
        for thread in threads:
            thread.start()
        until(lambda: httpx.get(f"{started.origin}/api/begun").text == "5", 10)

        code, seconds = started.end(signal.SIGTERM)
        for thread in threads:
            thread.join()

    assert code == 0
    assert seconds < _SECONDS
    if status:
        assert answers == [status] * 5


def _ask(url: str, answers: list[int | None]) -> None:
    try:
        answers.append(httpx.get(url, timeout=10).status_code)
    except httpx.TransportError:
        answers.append(None)


def test_an_idle_connection_does_not_hold_it() -> None:
    with host() as started:
        started.until_ready()
        with socket.create_connection(("127.0.0.1", started.port)), httpx.Client(base_url=started.origin) as kept_alive:
            kept_alive.get("/api/text")

            assert started.end(signal.SIGINT)[0] == 0


def test_a_second_signal_changes_nothing() -> None:
    with host() as started:
        started.until_ready()
        started.process.send_signal(signal.SIGINT)

        assert started.end(signal.SIGINT)[0] == 0


def test_a_signal_while_it_starts_ends_it_quietly() -> None:
    with host() as started:
        until(lambda: _handles(started.process.pid, signal.SIGTERM) or started.ended, 5)

        code, seconds = started.end(signal.SIGTERM)

    assert (code, started.logged) == (0, "")
    assert seconds < _SECONDS


def _handles(pid: int, number: signal.Signals) -> bool:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(line.split()[1], 16) >> (number - 1) & 1)


@contextmanager
def _under(*command: str, cwd: Path = ROOT) -> Iterator[HostProcess]:
    with TemporaryDirectory(prefix="assisted-chat-local-") as folder:
        started = HostProcess([*command], environment(folder), Path(folder), cwd)
        try:
            yield started
        finally:
            started.sweep()


def test_sigint_inherited_as_ignored_still_ends_it() -> None:
    """So it is for whatever a script starts in the background."""
    with _under("sh", "-c", f"trap '' INT; exec {sys.executable} -m local --app {APP}") as started:
        started.until_ready()

        assert started.end(signal.SIGINT)[0] == 0


_RECIPES = {
    "alone": f"@exec {sys.executable} -m local --app {APP}",
    "after-a-shell": f"@cd {ROOT} && {sys.executable} -m local --app {APP}; echo left with $$?",
    "below-another-make": "@$(MAKE) --no-print-directory -f $(lastword $(MAKEFILE_LIST)) below",
}


@pytest.fixture
def makefile(tmp_path: Path) -> Path:
    """`make alone`, `make after-a-shell`, `make below-another-make`."""
    rules = [f"{name}:\n\t{recipe}\n" for name, recipe in {**_RECIPES, "below": _RECIPES["alone"]}.items()]
    path = tmp_path / "Makefile"
    path.write_text(f".PHONY: {' '.join(_RECIPES)} below\n" + "\n".join(rules), encoding="utf-8")
    return path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("target", _RECIPES)
def test_a_signal_to_make_alone_ends_the_host_too(makefile: Path, target: str, number: signal.Signals) -> None:
    """make hands SIGINT on to nobody, SIGTERM to its child alone, and cannot hand on SIGKILL."""
    assert shutil.which("make"), "GNU make is needed: apt-get install make"
    with _under("make", "-f", str(makefile), target) as started:
        started.until_ready()
        assert _hosts(started.data_dir)

        began = time.monotonic()
        os.kill(started.process.pid, number)
        until(lambda: started.ended and not _hosts(started.data_dir), _SECONDS - (time.monotonic() - began))

        assert "Traceback" not in started.logged


def test_ctrl_c_in_a_terminal_reaches_make_and_host_at_once(makefile: Path) -> None:
    with _under("make", "-f", str(makefile), "alone") as started:
        started.until_ready()

        os.killpg(started.process.pid, signal.SIGINT)
        until(lambda: started.ended and not _hosts(started.data_dir), _SECONDS)

        assert "Traceback" not in started.logged


def test_a_make_that_goes_on_does_not_end_it(makefile: Path) -> None:
    with _under("make", "-f", str(makefile), "alone") as started:
        started.until_ready()
        time.sleep(0.5)

        assert httpx.get(f"{started.origin}/api/text").status_code == 200


def _hosts(data_dir: str) -> list[int]:
    """The Python processes that run with this data folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments, variables = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if b"\0-m\0local\0" in arguments and f"DATA_DIR={data_dir}".encode() in variables.split(b"\0"):
            found.append(int(process.name))
    return found

"""Hosts to ask: one for every runtime at hand."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.hosts import ROOT
from tests.local.host_process import HostProcess, host

_PYTHON313 = os.environ.get("PYTHON313") or str(ROOT / ".venv313" / "bin" / "python")
RUNTIMES = {"this-python": sys.executable}
if sys.version_info < (3, 13) and Path(_PYTHON313).exists():
    RUNTIMES["microsofts-runtime"] = _PYTHON313


@pytest.fixture(scope="session", params=RUNTIMES)
def any_host(request: pytest.FixtureRequest) -> Iterator[HostProcess]:
    """A running host on the app of these tests, once on this Python and once under Microsoft's runtime."""
    with host(RUNTIMES[request.param], ALLOWED_ORIGINS="https://bank.example") as started:
        yield started.until_ready()


@pytest.fixture
def http(any_host: HostProcess) -> Iterator[httpx.Client]:
    """A client of that host; redirects are not followed."""
    with httpx.Client(base_url=any_host.origin) as client:
        yield client


@pytest.fixture(scope="module")
def bank() -> Iterator[HostProcess]:
    """A running host whose bank page is looked at."""
    with host() as started:
        yield started.until_ready()

"""requirements.txt is what requirements.in says, down to the last file; and these tests run on the very same."""

import platform
import re
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.e2e.hosts import ROOT

_LOCKED = (ROOT / "requirements.txt").read_text(encoding="utf-8")
_ENTRIES = [entry for entry in re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", _LOCKED)) if entry.strip()]
_PYTHONS = ("3.11.0", "3.12.0", "3.13.0")
_A_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def _pin(entry: str) -> Requirement:
    return Requirement(entry.partition("--hash")[0].replace("\\", "").strip())


def _installed_under(python: str, pins: list[Requirement]) -> set[str]:
    """Names and versions that pip would choose there."""
    where = {"python_version": python.rpartition(".")[0], "python_full_version": python}
    chosen = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(where)]
    return {f"{canonicalize_name(pin.name)}{pin.specifier}" for pin in chosen}


_LOCKED_PINS = [_pin(entry) for entry in _ENTRIES]
_WANTED_PINS = [
    Requirement(line)
    for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_every_entry_is_pinned_and_hashed_and_names_no_address() -> None:
    for entry in _ENTRIES:
        assert re.match(r"[A-Za-z0-9._-]+==[0-9][^\s]*", entry), entry
        assert _A_HASH.search(entry), entry
    assert "://" not in _LOCKED
    assert not [line for line in _LOCKED.splitlines() if line.startswith("-")]


@pytest.mark.parametrize("python", _PYTHONS)
def test_on_every_python_it_has_what_was_asked_for(python: str) -> None:
    locked = _installed_under(python, _LOCKED_PINS)

    assert _installed_under(python, _WANTED_PINS) <= locked
    assert len({pin.partition("==")[0] for pin in locked}) == len(locked), "one version of each"


def test_the_tests_run_on_what_is_deployed() -> None:
    """A package of the laptop's that wanted another version would have had its way, unseen."""
    running = _installed_under(platform.python_version(), _LOCKED_PINS)

    for pin in running:
        name, _, pinned = pin.partition("==")
        assert version(name) == pinned, name

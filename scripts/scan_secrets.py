#!/usr/bin/env python3
"""Look for keys, tokens and passwords in everything that is or would be committed, lock files as well; asks no network.

usage: scripts/scan_secrets.py [--folder FOLDER]

detect-secrets finds what looks like one; scripts/known_findings.toml has each that is none, and why. Exit code 0, or 1
and a line for each that is not listed, or is listed and no longer there.
"""

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path

from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings

ROOT = Path(__file__).resolve().parent.parent
KNOWN = Path("scripts") / "known_findings.toml"
_OWN_WORDS = ("tests/", "bench/")
"""Where a word such as `password` before a text means little: tests make up theirs. Forms of keys are looked for."""
_SUMS_OF_LOCK_FILES = [
    r'^\s*"integrity": "sha(?:1|384|512)-[A-Za-z0-9+/=]{27,88}",?$',
    r"^\s*--hash=sha256:[0-9a-f]{64}(?: \\)?$",
]
_NOT_ASKED = (
    "detect_secrets.filters.heuristic.is_lock_file",
    "detect_secrets.filters.heuristic.is_swagger_file",
    "detect_secrets.filters.allowlist.is_line_allowlisted",
)
"""Filters that would let whole files pass, or lines by a comment without a reason."""
_Mark = tuple[str, str]
"""File and hash of what was found."""


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=ROOT, help="a git repository, this one unless given")
    folder: Path = parser.parse_args().folder
    wrong = [*_unknown(folder)]
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if wrong:
        sys.stderr.write(f"Take it out, of history too, and change what it opens; or say in {KNOWN} why it is none.\n")
    return 1 if wrong else 0


def _unknown(folder: Path) -> Iterator[str]:
    found = {(path, secret.secret_hash): secret for path, secret in _found(folder, _files(folder))}
    known = set(_known(folder / KNOWN))
    for mark in sorted(found.keys() - known):
        secret = found[mark]
        yield f"{mark[0]}:{secret.line_number}: {secret.type} (hash {secret.secret_hash})"
    for path, mark in sorted(known - found.keys()):
        yield f"{KNOWN}: {path} has nothing of the hash {mark} any more: take it out"


def _known(listed: Path) -> Iterator[_Mark]:
    """Raises ValueError for an entry without a reason."""
    entries = tomllib.loads(listed.read_text(encoding="utf-8"))["known"] if listed.exists() else []
    for entry in entries:
        if len(entry["why"].split()) < 2:
            raise ValueError(f"{entry['file']}: why is it no secret?")
        for mark in entry["hashes"]:
            yield entry["file"], mark


def _files(folder: Path) -> list[str]:
    """What git has or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return sorted({path for path in listed.split("\0") if path and (folder / path).is_file()} - {str(KNOWN)})


def _found(folder: Path, paths: list[str]) -> Iterable[tuple[str, PotentialSecret]]:
    with Pool(2) as pool:
        each = pool.imap_unordered(_scan, [(str(folder / path), path) for path in paths], chunksize=8)
        return [pair for pairs in each for pair in pairs]


def _scan(place: tuple[str, str]) -> list[tuple[str, PotentialSecret]]:
    """One file, by every detector; none of them asks the service that it is about."""
    file, path = place
    with default_settings() as settings:
        settings.disable_filters(*_NOT_ASKED)
        settings.filters["detect_secrets.filters.regex.should_exclude_line"] = {"pattern": _SUMS_OF_LOCK_FILES}
        if path.startswith(_OWN_WORDS):
            settings.disable_plugins("KeywordDetector")
        return [(path, secret) for secret in scan_file(file)]


if __name__ == "__main__":
    sys.exit(main())

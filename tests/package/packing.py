"""The package as `make package` makes it."""

import subprocess
import sys
from pathlib import Path

from tests.e2e.hosts import ROOT


def pack(to: Path, of: Path = ROOT) -> Path:
    """The zip of `of`, in the folder `to`."""
    done = run_packing(to, of)
    assert done.returncode == 0, done.stderr
    (made,) = to.glob("*.zip")
    return made


def run_packing(to: Path, of: Path) -> "subprocess.CompletedProcess[str]":
    """How it ended and what it said."""
    command = [sys.executable, str(ROOT / "scripts" / "package.py"), "--of", str(of), "--to", str(to)]
    return subprocess.run(command, capture_output=True, text=True, check=False)

"""schemathesis as a person would start it, with everything that a failure needs to be seen again."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.hosts import ROOT

SEED = 20260101
_PROGRAM = Path(sys.executable).with_name("schemathesis")


@dataclass(frozen=True)
class Outcome:
    """What was said, whether it was all well, and which (operation, status) were met how often, by phase."""

    succeeded: bool
    said: str
    met: Counter[tuple[str, int, str]]


def fuzz(origin: str, persona: str, *options: str, examples: int, seed: int = SEED) -> Outcome:
    """Run schemathesis against a running host as somebody."""
    with tempfile.TemporaryDirectory(prefix="assisted-chat-fuzzing-") as folder:
        met = Path(folder) / "met"
        met.touch()
        known = {"FUZZED_ORIGIN": origin, "FUZZED_PERSONA": persona, "FUZZED_SEED": str(seed), "FUZZED_MET": str(met)}
        command = [str(_PROGRAM), "--config-file", "tests/openapi/schemathesis.toml", "run",
                   f"{origin}/api/openapi.json", "--url", origin,
                   "--max-examples", str(examples), "--seed", str(seed), *options]  # fmt: skip
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **known, "PYTHONPATH": str(ROOT)}, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        lines = [line.split() for line in met.read_text(encoding="utf-8").splitlines()]
    told = {**known, "FUZZED_MET": os.devnull, "PYTHONPATH": "."}
    again = " ".join([*(f"{name}={shlex.quote(value)}" for name, value in told.items()), shlex.join(command)])
    return Outcome(
        done.returncode == 0,
        f"{done.stdout}\nThe same again, with the host running: {again}",
        Counter((operation, int(status), phase) for operation, status, phase in lines),
    )

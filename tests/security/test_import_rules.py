"""The import rules hold, and each of them bites: a planted violation is found by the contract that forbids it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.e2e.hosts import ROOT

RULES: dict[str, list[tuple[str, str]]] = {
    "the domain has never heard of Azure, SQL, HTTP or the clock": [
        ("shared/calls.py", "import sqlite3"),
        ("shared/usecases/resume.py", "import azure.functions"),
        ("shared/ledger.py", "import httpx"),
        ("shared/pins.py", "import time"),
    ],
    "functions know use cases and errors, never adapters or wiring": [
        ("functions/me.py", "import shared.wiring"),
        ("functions/calls.py", "import sqlite3"),
        ("functions/session.py", "import local.personas"),
    ],
    "adapters never know each other": [("shared/adapters/local_calls.py", "import shared.adapters.file_secrets")],
    "only wiring names adapters": [
        ("local/host.py", "import shared.adapters.file_secrets"),
        ("functions/jwks.py", "import shared.adapters.file_secrets"),
        ("shared/usecases/lobby.py", "import shared.adapters.local_calls"),
        ("shared/pins.py", "import shared.adapters.local_calls"),
    ],
    "layers of the domain": [
        ("shared/ids.py", "import shared.usecases.resume"),
        ("shared/ports.py", "import shared.ledger"),
        ("shared/errors.py", "import shared.calls"),
    ],
}


def _tree(folder: Path) -> Path:
    for package in ("functions", "shared", "local"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "bank"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _lint(folder: Path) -> tuple[int, str]:
    """Run the linter's own entrance in that folder."""
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
    ]
    environment = {"PATH": "", "PYTHONPATH": str(folder), "COLUMNS": "200"}
    asked = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return asked.returncode, asked.stdout + asked.stderr


def test_every_contract_is_tried_here() -> None:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]

    assert [contract["name"] for contract in written] == list(RULES)


def test_as_it_stands_every_contract_is_kept(tmp_path: Path) -> None:
    code, said = _lint(_tree(tmp_path))

    assert code == 0, said
    for name in RULES:
        assert f"{name} KEPT" in said


@pytest.mark.parametrize("planted", range(max(map(len, RULES.values()))))
def test_a_planted_violation_breaks_its_contract(tmp_path: Path, planted: int) -> None:
    """One violation of each contract at a time: the n-th of those above."""
    folder = _tree(tmp_path)
    broken = [name for name, plants in RULES.items() if planted < len(plants)]
    for name in broken:
        path, line = RULES[name][planted]
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")

    code, said = _lint(folder)

    assert code == 1, said
    for name in broken:
        assert f"{name} BROKEN" in said, said


@pytest.mark.parametrize(
    "path", ["shared/calls.py", "functions/me.py", "shared/adapters/file_secrets.py", "function_app.py"]
)
def test_only_settings_reads_the_environment(path: str) -> None:
    planted = '"""x"""\n\nimport os\n\nX = os.environ["X"], os.getenv("Y")\n'

    def rules(where: str) -> str:
        command = [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--no-cache",
            "--output-format=concise",
            "--stdin-filename",
            where,
            "-",
        ]
        return subprocess.run(command, cwd=ROOT, input=planted, capture_output=True, text=True, check=False).stdout

    assert rules(path).count("TID251") == 2
    assert "TID251" not in rules("shared/settings.py")

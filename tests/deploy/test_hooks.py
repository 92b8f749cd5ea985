"""azd's hooks, with what azd documents and Bicep's outputs in the environment and nothing else."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.deploy.conftest import ROOT

_OF_AZD = {"AZURE_ENV_NAME": "Dev", "AZURE_LOCATION": "westeurope", "AZURE_SUBSCRIPTION_ID": "s"}
_SET = {"ALLOWED_ORIGINS": "https://www.bank.example", "ALERT_EMAIL": "somebody@bank.example"}
_OUTPUTS = re.findall(r"^output (\w+) ", (ROOT / "bicep" / "main.bicep").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The hooks in a checkout whose commands only note how they were called."""
    hooks = tmp_path / "scripts" / "hooks"
    hooks.mkdir(parents=True)
    for hook in (ROOT / "scripts" / "hooks").glob("*.sh"):
        (hooks / hook.name).write_bytes(hook.read_bytes())
        (hooks / hook.name).chmod(0o755)
    for name in (".venv/bin/python", "bin/make", "bin/azd"):
        stub = tmp_path / name
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text(f'#!/bin/sh\necho "{stub.name} $*" >>"{tmp_path}/called"\necho said\n')
        stub.chmod(stub.stat().st_mode | stat.S_IXUSR)
    return tmp_path


def _run(checkout: Path, hook: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout}/bin:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", f"scripts/hooks/{hook}.sh"],
        cwd=checkout,
        env={"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_before_the_deployment_the_operators_application_is_registered(checkout: Path) -> None:
    done = _run(checkout, "preprovision", **_OF_AZD, **_SET)

    assert (done.returncode, done.stderr) == (0, "")
    called = (checkout / "called").read_text()
    assert "entra_app.py before --environment Dev" in called
    assert "azd env set OPERATOR_CLIENT_ID said" in called


def test_before_the_deployment_a_missing_value_is_named(checkout: Path) -> None:
    done = _run(checkout, "preprovision", **_OF_AZD)

    assert done.returncode != 0
    assert "azd env set ALLOWED_ORIGINS" in done.stderr


def test_after_the_deployment_nothing_is_asked_of_the_environment_that_is_not_there(checkout: Path) -> None:
    outputs = {name: f"value-of-{name}" for name in _OUTPUTS}
    done = _run(checkout, "postprovision", **_OF_AZD, **_SET, **outputs)

    assert (done.returncode, done.stderr) == (0, "")
    called = (checkout / "called").read_text()
    assert "--tenant value-of-AZURE_TENANT_ID --identity value-of-operatorIdentityPrincipalId" in called
    assert "bootstrap --vault-url value-of-vaultUrl --environment dev" in called
    assert "scripts/deploy.py build/package/assisted-chat-said.zip" in called


def test_a_role_that_does_not_hold_yet_is_waited_for(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho x >>"{checkout}/tries"\n[ "$(wc -l <"{checkout}/tries")" -ge 3 ]\n')

    command = ["sh", "scripts/hooks/first_secrets.sh", "https://vault", "dev"]
    environment = {"PATH": os.environ["PATH"], "PYTHON": str(python), "PAUSE": "0"}
    done = subprocess.run(command, cwd=checkout, env=environment, check=False, timeout=30)

    assert done.returncode == 0
    assert (checkout / "tries").read_text().count("x") == 3

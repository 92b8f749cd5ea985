"""`import function_app` loads no cloud SDK: a cold start pays for what it uses, and the laptop needs none of it."""

import subprocess
import sys
from pathlib import Path

import pytest

SDKS = ("azure.cosmos", "azure.identity", "azure.communication", "azure.keyvault", "aiohttp")
_LOADED = f"import sys, function_app; print([name for name in {SDKS!r} if name in sys.modules])"


@pytest.mark.parametrize("surface", ["all", "operator", "public"])
def test_no_sdk_is_loaded(tmp_path: Path, surface: str) -> None:
    environment = {"DATA_DIR": str(tmp_path / "data"), "SURFACE": surface, "PATH": ""}

    asked = subprocess.run([sys.executable, "-c", _LOADED], env=environment, capture_output=True, text=True, check=True)

    assert asked.stdout.strip() == "[]"
    assert not (tmp_path / "data").exists(), "importing connects to nothing and writes nothing"

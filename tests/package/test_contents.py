"""The zip: what is in it, what stays home, and that it is the same zip every time."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from tests.e2e.hosts import ROOT
from tests.package.func_rules import files_that_func_takes
from tests.package.packing import pack, run_packing

_AT_THE_TOP = {"function_app.py", "functions", "shared", "host.json", "requirements.txt", "operator-spa"}
_TAKEN = {
    "function_app.py",
    "functions/__init__.py",
    "functions/jwks.py",
    "host.json",
    "operator-spa/dist/assets/index-B1.js",
    "operator-spa/dist/assets/sdk/index-B2.js",
    "operator-spa/dist/index.html",
    "requirements.txt",
    "shared/adapters/acs/calls.py",
    "shared/adapters/cosmos/containers.json",
    "shared/adapters/sqlite/schema.sql",
    "shared/version.py",
}
_LEFT = {
    ".ci/run",
    ".env",
    ".github/workflows/deploy.yml",
    ".gitignore",
    ".venv/lib/python3.13/site-packages/azure/cosmos/__init__.py",
    ".venv313/bin/python",
    ".venvpolicy/functions/check.py",
    ".vscode/settings.json",
    "README.md",
    "__pycache__/function_app.cpython-313.pyc",
    "azure.yaml",
    "bicep/main.bicep",
    "build/package/assisted-chat-0.1.0.zip",
    "docs/api.md",
    "functions/__pycache__/jwks.cpython-313.pyc",
    "functions/notes.txt",
    "local.settings.json",
    "local/shared/host.py",
    "node_modules/shared/index.py",
    "operator-spa/dist/.built",
    "operator-spa/package.json",
    "operator-spa/src/main.tsx",
    "requirements-dev.txt",
    "requirements.in",
    ".local/secrets/session.json",
    "shared/adapters/__pycache__/calls.cpython-313.pyc",
    "tests/functions/test_jwks.py",
    "widget-npm/dist/index.js",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's."""
    return pack(tmp_path_factory.mktemp("package"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One with a file of each kind that has ever lain about, and our `.funcignore`."""
    root = tmp_path / "project"
    for name in _TAKEN | _LEFT:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text('VERSION = "1.2.3"\n', encoding="utf-8")
    (root / ".funcignore").write_bytes((ROOT / ".funcignore").read_bytes())
    return root


def _names(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as packed:
        return packed.namelist()


def test_at_the_top_is_what_the_functions_host_needs_and_nothing_else(package: Path) -> None:
    assert {name.partition("/")[0] for name in _names(package)} == _AT_THE_TOP


def test_of_the_operator_app_only_what_was_built_goes(package: Path) -> None:
    pages = [name for name in _names(package) if name.startswith("operator-spa/")]

    assert "operator-spa/dist/index.html" in pages
    assert any(name.startswith("operator-spa/dist/assets/") for name in pages)
    assert all(name.startswith("operator-spa/dist/") for name in pages)


def test_the_whole_of_the_apps_code_goes(package: Path) -> None:
    """A file of a kind that `.funcignore` does not name yet would be missed here before it is missed in Azure."""
    files = {
        path.relative_to(ROOT).as_posix()
        for folder in ("functions", "shared")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {name for name in _names(package) if name.startswith(("functions/", "shared/"))} == files


def test_func_itself_would_take_the_same_files(package: Path) -> None:
    assert files_that_func_takes(ROOT) == _names(package)


def test_what_somebody_adds_stays_home_by_either_reading(project: Path, tmp_path: Path) -> None:
    assert _names(pack(tmp_path / "out", project)) == sorted(_TAKEN)
    assert files_that_func_takes(project) == sorted(_TAKEN)


def test_two_builds_are_one_build(project: Path, tmp_path: Path) -> None:
    """Checked out at another time, by somebody with other habits."""
    first = pack(tmp_path / "first", project).read_bytes()
    for name in _TAKEN:
        os.utime(project / name, (1_000_000_000, 1_000_000_000))
        (project / name).chmod(0o700)

    assert pack(tmp_path / "second", project).read_bytes() == first


def test_its_sum_lies_beside_it(package: Path) -> None:
    """As `sha256sum --check` reads it."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()

    assert package.with_name(f"{package.name}.sha256").read_text() == f"{digest}  {package.name}\n"


def test_it_bears_the_version(project: Path, tmp_path: Path) -> None:
    assert pack(tmp_path / "out", project).name == "assisted-chat-1.2.3.zip"


def test_without_the_operator_app_there_is_no_package(project: Path, tmp_path: Path) -> None:
    (project / "operator-spa" / "dist" / "index.html").unlink()

    refused = run_packing(tmp_path / "out", project)

    assert refused.returncode == 1
    assert refused.stderr == "operator-spa/dist/index.html is missing: the operator app is built by 'make setup'\n"
    assert not (tmp_path / "out").exists()

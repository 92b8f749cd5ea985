"""The package as Azure has it: unpacked elsewhere, its packages beside it, one process for each surface."""

import json
import os
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.hosts import ROOT
from tests.local.host_process import HostProcess, environment, until

PACKAGES = ".python_packages/lib/site-packages"
"""Where Azure's build puts what requirements.txt names, and where the worker looks for it."""
HOST_DISTRIBUTIONS = ("azure-functions-runtime", "cronsim", "starlette", "uvicorn")
_BARE = Path(__file__).with_name("bare.py")


@dataclass(frozen=True, slots=True)
class Deployed:
    """An app folder, its interpreter, and apart from both what the local host needs."""

    app: Path
    python: Path
    version: str
    host: Path
    """The host's own code, which is not in the package."""
    host_packages: Path

    @property
    def packages(self) -> Path:
        """What requirements.txt alone installed."""
        return self.app / PACKAGES

    def runs(self, code: str, *arguments: str, **settings: str) -> str:
        """What `code` prints in a new process with the package and its packages, without the host's."""
        begin = f"import sys; sys.path.extend({[str(self.app), str(self.packages)]!r})\n"
        command = [str(self.python), "-IS", "-c", begin + code, *arguments]
        done = subprocess.run(command, cwd=self.app, env=settings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def serving(self, folder: Path, settings: Mapping[str, str]) -> "Iterator[Served]":
        """The host on this app."""
        folder.mkdir()
        report = folder / "imported.json"
        # Ours last: only what the package and its packages lack is ever taken from there.
        paths = [self.app, self.packages, self.host, self.host_packages]
        command = [str(self.python), "-IS", str(_BARE), str(report), *map(str, paths), "--", "--app", str(self.app)]
        ours = environment(str(folder), **settings)
        bare = {name: value for name, value in ours.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        process = HostProcess(command, bare, folder, cwd=self.app)
        try:
            yield Served(process.until_ready(30), report)
            assert process.end(signal.SIGTERM)[0] == 0, process.logged
        finally:
            process.sweep()

    def from_elsewhere(self, files: Mapping[str, Path]) -> set[str]:
        """Top-level names that are neither the interpreter's, nor in the package, nor of its requirements.txt."""
        prefix = Path(self.runs("print(sys.base_prefix)").strip())
        installed = {path for path in prefix.rglob("*-packages") if path.is_dir()}

        def ours(file: Path) -> bool:
            return file.is_relative_to(self.app) or (
                file.is_relative_to(prefix) and not any(map(file.is_relative_to, installed))
            )

        names = {name.partition(".")[0] for name, file in files.items() if not ours(file)}
        return names - {"__main__", "__mp_main__"}


@dataclass(frozen=True, slots=True)
class Served:
    """A host on the app."""

    process: HostProcess
    report: Path

    @property
    def origin(self) -> str:
        return self.process.origin

    def imported(self) -> dict[str, Path]:
        """Module name -> file, of all that it has imported so far."""
        self.report.unlink(missing_ok=True)
        self.process.process.send_signal(signal.SIGUSR1)
        until(self.report.exists, 10)
        return files_of_modules(self.report.read_text(encoding="utf-8"))


def files_of_modules(text: str) -> dict[str, Path]:
    """As `bare.py` writes it."""
    return {name: Path(file) for name, file in json.loads(text).items()}


def deploy(package: Path, folder: Path) -> Deployed:
    """Unpack, and install as Azure's remote build does; on 3.13 as in Azure where it is found."""
    app, python = folder / "wwwroot", folder / "python" / "bin" / "python"
    with zipfile.ZipFile(package) as packed:
        packed.extractall(app)
    _run(_interpreter(), "-m", "venv", str(folder / "python"))
    # Oryx's call, and that nothing may be compiled: there is no compiler where it runs.
    _pip_into(app / PACKAGES, python, "--prefer-binary", "--only-binary", ":all:", "-r", str(app / "requirements.txt"))
    _pip_into(folder / "host-packages", python, *_host_pins())
    shutil.copytree(ROOT / "local", folder / "host" / "local", ignore=shutil.ignore_patterns("__pycache__"))
    version = _run(str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip()
    return Deployed(app, python, version, folder / "host", folder / "host-packages")


def _interpreter() -> str:
    return _run(str(ROOT / "scripts" / "find_python.sh"), "3.13", "3.12", "3.11").strip()


def _host_pins() -> list[str]:
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.partition("==")[0] in HOST_DISTRIBUTIONS]


def _pip_into(folder: Path, python: Path, *arguments: str) -> None:
    quietly = ["--quiet", "--disable-pip-version-check", "--no-compile"]
    _run(str(python), "-m", "pip", "install", *quietly, *arguments, f"--target={folder}", "--upgrade")


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stderr}"
    return done.stdout

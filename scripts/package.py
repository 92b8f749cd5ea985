"""`make package`: build/package/assisted-chat-VERSION.zip, what `func azure functionapp publish` would take.

`.funcignore` says what that is, and git reads it: func has a cruder reader of its own, and a test holds that both
come to the same files. Names are sorted, times and modes fixed: one commit gives one sum, beside it in a `.sha256`.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FOLDER = ROOT / "build" / "package"
_OPERATOR_APP = "operator-spa/dist/index.html"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_A_FILE = 0o100644 << 16
_UNIX = 3


class PackageError(Exception):
    """There is nothing to pack, or nothing to pack it with; the text says what to do."""


def packed_files(root: Path) -> list[str]:
    """What of `root` belongs into the package, sorted; paths with slashes. Raises `PackageError`."""
    git = shutil.which("git")
    if git is None:
        raise PackageError("git reads .funcignore, and is missing: install it with 'apt-get install git'")
    with tempfile.TemporaryDirectory(prefix="assisted-chat-package-") as nobodys:
        # A repository that tracks nothing, so that no .gitignore and no commit has a say.
        _run(root, git, "init", "--quiet", "--bare", nobodys)
        seen = (f"--git-dir={nobodys}", f"--work-tree={root}")
        listed = _run(root, git, *seen, "ls-files", "--others", "-z", "--exclude-from=.funcignore")
    names = sorted(filter(None, listed.split("\0")))
    if _OPERATOR_APP not in names:
        raise PackageError(f"{_OPERATOR_APP} is missing: the operator app is built by 'make setup'")
    return names


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - all our own
    return done.stdout


def write_package(root: Path, file: Path) -> str:
    """Pack `root` into `file`; return its SHA-256, which also goes into a file beside it, for `sha256sum --check`."""
    names = packed_files(root)
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr, entry.create_system = _A_FILE, _UNIX
            package.writestr(entry, (root / name).read_bytes(), zipfile.ZIP_DEFLATED, 9)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_name(f"{file.name}.sha256").write_text(f"{digest}  {file.name}\n", encoding="ascii")
    return digest


def version(root: Path) -> str:
    """The product's, as `shared/version.py` has it."""
    found = re.search(r'^VERSION = "(.+)"$', (root / "shared" / "version.py").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise PackageError("shared/version.py does not say VERSION")
    return found[1]


def main() -> int:
    """Write the package and print where it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--of", type=Path, default=ROOT, metavar="FOLDER", help="what is packed; this project")
    parser.add_argument("--to", type=Path, default=_FOLDER, metavar="FOLDER", help="where it goes; build/package")
    chosen = parser.parse_args()
    root: Path = chosen.of.resolve()
    try:
        file = chosen.to / f"assisted-chat-{version(root)}.zip"
        digest = write_package(root, file)
    except PackageError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{file}  {file.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

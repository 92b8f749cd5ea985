"""The scan of what is committed finds keys and tokens wherever they are, and lets nothing pass without a reason."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.e2e.hosts import ROOT


def _scan(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "scan_secrets.py"), "--folder", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder under git in which nothing is known."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("the scan reads git's list of files, and there is no git here")
    subprocess.run([git, "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


# In two pieces each, or this very file would be found.
_KEY = "-----BEGIN RSA " + "PRIVATE KEY-----"
_TOKEN = "ghp_" + "Zq7Wv2" * 6
_ACCOUNT = "AccountKey=" + "Zm9vYmFyYmF6" * 7 + "Zw=="
_PASSWORD = "pass" + 'word = "correct-horse-battery"'
_PLANTED = {
    "shared/x.py": f'TOKEN = "{_TOKEN}"\n',
    "keys/session.pem": f"{_KEY}\nMIIE\n",
    "docs/x.md": f"`DefaultEndpointsProtocol=https;AccountName=x;{_ACCOUNT}`\n",
    "package-lock.json": f'{{"resolved": "https://x/y.tgz?token={_TOKEN}"}}\n',
    "requirements.txt": f"x @ https://user:{_TOKEN}@example.org/x.whl\n",
    "functions/x.py": f"{_PASSWORD}  # pragma: allowlist secret\n",
}


def test_the_scan_finds_secrets_in_every_kind_of_file_and_whatever_a_comment_says(repository: Path) -> None:
    for path, text in _PLANTED.items():
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_text(text, encoding="utf-8")

    asked = _scan(repository)

    assert asked.returncode == 1
    assert {line.partition(":")[0] for line in asked.stderr.splitlines() if "(hash " in line} == set(_PLANTED)
    for secret in (_TOKEN, _ACCOUNT.partition("=")[2], "correct-horse"):
        assert secret not in asked.stderr + asked.stdout, "what is found is not shown"


def test_what_is_known_needs_a_reason_and_must_be_there(repository: Path) -> None:
    (repository / "x.py").write_text(f'TOKEN = "{_TOKEN}"\n', encoding="utf-8")
    marks = [
        line.partition("(hash ")[2].rstrip(")") for line in _scan(repository).stderr.splitlines() if "(hash " in line
    ]
    known = repository / "scripts" / "known_findings.toml"
    known.parent.mkdir()

    def list_as(why: str, hashes: list[str]) -> subprocess.CompletedProcess[str]:
        known.write_text(f'[[known]]\nfile = "x.py"\nwhy = "{why}"\nhashes = {json.dumps(hashes)}\n', encoding="utf-8")
        return _scan(repository)

    assert list_as("made up here", marks).returncode == 0
    assert list_as("", marks).returncode == 1
    gone = list_as("made up here", [*marks, "0" * 40])
    assert gone.returncode == 1
    assert "has nothing of the hash" in gone.stderr


def test_every_line_of_what_is_known_has_its_reason() -> None:
    listed = tomllib.loads((ROOT / "scripts" / "known_findings.toml").read_text(encoding="utf-8"))["known"]

    for entry in listed:
        assert entry.keys() == {"file", "why", "hashes"}
        assert len(entry["why"].split()) >= 2, entry
    assert len({entry["file"] for entry in listed}) == len(listed)

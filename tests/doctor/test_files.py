"""Files that are not what they should be, and a reader who leaves: clean words, and never a trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doctor.command import ROOT, SOUND, doctor, named
from tests.doctor.files import PUBLIC, Files

_DEEP = 200_000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "it is not JSON"),
        (b"", "it is not JSON"),
        (b"3", "a flat object is needed"),
        (b'{"a": {"b": 1}}', "a flat object is needed"),
        (b'[{"name": "A", "value": null}]', "each item needs a name and a value"),
        (b"[1]", "each item needs a name and a value"),
        (b"[" * _DEEP, "it is nested too deeply"),
        (b'{"a":' * _DEEP, "it is nested too deeply"),
        ('{"A": "b"}'.encode("utf-16"), "it is not text in UTF-8"),
        (None, "cannot be read (FileNotFoundError)"),
    ],
    ids=["cut", "empty", "number", "deep-value", "null", "items", "deep-list", "deep-object", "utf-16", "none"],
)
@pytest.mark.parametrize("words", [["--settings"], ["drift", "--deployed", os.devnull, "--declared"]])
def test_a_file_that_cannot_be_understood_ends_with_two_and_a_line(
    files: Files, tmp_path: Path, words: list[str], content: bytes | None, says: str
) -> None:
    file = str(tmp_path / "settings.json") if content is None else files.write("settings", content)

    done = doctor(*words, file)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{file}: {says}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("text", ["", "{", '"x"', "[" * _DEEP], ids=["empty", "cut", "text", "deep"])
def test_an_output_that_holds_no_settings_ends_with_two_and_a_line(files: Files, text: str) -> None:
    files.declared = files.save("declared", {"publicSettings": text, "operatorSettings": text})

    done = files.drift(PUBLIC)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"{files.declared}: ")


def test_a_byte_order_mark_is_no_matter(files: Files) -> None:
    """PowerShell writes one."""
    done = doctor("--settings", files.write("settings", b'\xef\xbb\xbf{"PIN_TTL_SECONDS": "9000"}'))

    assert named(done) == [("setting-not-understood", "PIN_TTL_SECONDS")]


@pytest.mark.parametrize("name", ["ENVIRONMENT", "TLS_CA_FILE", "DATA_DIR"])
def test_half_a_character_is_told_as_python_writes_it(files: Files, name: str) -> None:
    """JSON can say `\\ud800` alone, which no terminal can show."""
    half = "\ud800"
    files.declared = files.save("declared", PUBLIC | {name: ""})

    done = files.drift(PUBLIC | {name: half, f"A{half}": half})

    assert named(done) == [("setting-changed", name), ("setting-undeclared", r"A\ud800")]
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("settings", [SOUND, {**SOUND, "REFUSAL_FLOOR_MS": "0"}], ids=["sound", "unsafe"])
def test_a_reader_who_leaves_early_sees_no_trace(settings: dict[str, str]) -> None:
    """As `| head -1` does. The verdict is the same."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "scripts/doctor.py"],
            stdout=write,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **settings},
        )
    finally:
        os.close(write)

    assert (done.returncode, done.stderr) == (int("REFUSAL_FLOOR_MS" in settings), "")

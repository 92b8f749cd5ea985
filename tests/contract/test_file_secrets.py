"""Secrets in a folder: every promise of the port, and what is a folder's own."""

import asyncio
import fcntl
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from shared.adapters.file_secrets import FileSecrets
from shared.errors import Unavailable
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse
from tests.contract.secret_store import MakeStore, SecretStoreContract

_SHOW = """
import asyncio, sys
from pathlib import Path
from shared.adapters.file_secrets import FileSecrets

async def main():
    print("ready", flush=True)
    sys.stdin.readline()
    secrets = FileSecrets(Path(sys.argv[1]))
    print((await secrets.key_ring("session")).newest.kid, (await secrets.peppers()).current.value.hex())

asyncio.run(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "secrets"


def _put(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)


def _drop(path: Path) -> None:
    path.unlink()


def _lock(folder: Path) -> TextIO:
    folder.mkdir()
    return (folder / ".lock").open("w")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _modes(folder: Path) -> dict[str, int]:
    return {path.suffix: _mode(path) for path in folder.iterdir()}


class TestFileSecrets(SecretStoreContract):
    @pytest.fixture
    def make_store(self, folder: Path) -> MakeStore:
        return lambda: FileSecrets(folder)

    @pytest.fixture
    def rotate_key(self, folder: Path) -> Callable[[], None]:
        return lambda: FileSecrets(folder).rotate_key("session")

    @pytest.fixture
    def rotate_pepper(self, folder: Path) -> Callable[[], None]:
        return lambda: FileSecrets(folder).rotate_pepper()


async def test_only_the_owner_may_read_them(folder: Path) -> None:
    secrets = FileSecrets(folder)
    await secrets.key_ring("session")
    await secrets.peppers()

    modes = _modes(folder)
    assert sorted(suffix for suffix in modes if suffix) == [".bin", ".pem"]
    assert modes[".bin"] == modes[".pem"] == 0o600
    assert _mode(folder) == 0o700


async def test_a_rotation_is_met_by_the_next_start(folder: Path) -> None:
    running = FileSecrets(folder)
    before = await running.key_ring("session")
    running.rotate_key("session")

    assert await running.key_ring("session") is before
    assert len((await FileSecrets(folder).key_ring("session")).keys) == 2


def test_processes_that_start_at_once_make_one_key_and_one_pepper(folder: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _SHOW, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        said = {process.communicate("\n", timeout=30)[0] for process in processes}
    finally:
        for process in processes:
            process.kill()
            process.wait()

    assert len(said) == 1
    assert len(list(folder.glob("*.pem"))) == len(list(folder.glob("*.bin"))) == 1


async def test_nothing_half_written_is_left_behind(folder: Path) -> None:
    secrets = FileSecrets(folder)
    await secrets.key_ring("session")
    await secrets.peppers()

    names = _names(folder)
    assert [name.rpartition("-")[0] for name in names] == ["", "pepper", "session-key"]
    assert names[0] == ".lock"


def _pem(key: object) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: b"", id="empty"),
        pytest.param(lambda: b"nonsense", id="nonsense"),
        pytest.param(lambda: _pem(generate_private_key(SECP256R1())), id="elliptic-curve"),
        pytest.param(lambda: _pem(generate_rsa(65537, 1024)), id="rsa-1024"),
        pytest.param(lambda: _pem(generate_rsa(65537, 2048))[:-200], id="cut"),
    ],
)
async def test_a_key_that_is_none_is_refused_and_not_replaced(
    folder: Path, content: Callable[[], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    """As a neighbour that is away: 503, never a weaker key, and the log says which file."""
    _put(folder, "session-key-1.pem", content())

    with pytest.raises(Unavailable):
        await FileSecrets(folder).key_ring("session")

    assert "session-key-1.pem" in caplog.text
    assert [name for name in _names(folder) if name.endswith(".pem")] == ["session-key-1.pem"]


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 31])
async def test_a_pepper_that_is_too_short_is_refused(folder: Path, content: bytes) -> None:
    """An empty one would make every keyed hash a hash that anybody can make."""
    _put(folder, "pepper-1.bin", content)

    with pytest.raises(Unavailable):
        await FileSecrets(folder).peppers()


async def test_a_folder_that_cannot_be_used_is_unavailable_and_recovers_by_itself(folder: Path) -> None:
    _put(folder.parent, folder.name, b"no folder")
    secrets = FileSecrets(folder)
    with pytest.raises(Unavailable):
        await secrets.key_ring("session")
    with pytest.raises(Unavailable):
        await secrets.peppers()
    _drop(folder)

    assert (await secrets.key_ring("session")).keys
    assert len((await secrets.peppers()).current.value) == 32


async def test_waiting_for_another_process_stops_no_other_work(folder: Path) -> None:
    """Somebody else is making the secrets and takes their time: the event loop beats on."""
    with _lock(folder) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        async with pulse() as felt:
            asked = asyncio.create_task(FileSecrets(folder).peppers())
            await asyncio.sleep(1)
            assert not asked.done()
            fcntl.flock(held, fcntl.LOCK_UN)
            await asked

    assert felt.longest < BLOCKED_SECONDS

"""Blobs in a folder: every promise of the port, and what is a folder's own."""

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from shared.adapters.blob_folder import BlobFolder
from tests.contract.blob_store import BlobStoreContract, MakeStore

_WRITE_FOR_EVER = """
import asyncio, sys
from pathlib import Path
from shared.adapters.blob_folder import BlobFolder

async def main():
    store, number = BlobFolder(Path(sys.argv[1])), 0
    while True:
        await store.create(f"{number:06}", b"x" * 3_000_000)
        number += 1
        print(number, flush=True)

asyncio.run(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


def _files(folder: Path) -> list[tuple[str, int]]:
    return sorted((path.name, _mode(path)) for path in folder.iterdir())


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class TestBlobFolder(BlobStoreContract):
    @pytest.fixture
    def make_store(self, folder: Path) -> MakeStore:
        return lambda: BlobFolder(folder)

    @pytest.fixture
    def away(self, folder: Path) -> BlobFolder:
        folder.write_bytes(b"no folder")
        return BlobFolder(folder)

    @pytest.fixture
    def page(self) -> int:
        return 50


async def test_only_the_owner_may_read_them(folder: Path) -> None:
    await BlobFolder(folder).create("calls/one.json", b"1")

    assert _files(folder) == [("calls=one.json", 0o600)]
    assert _mode(folder) == 0o700


async def test_nothing_is_left_beside_a_blob_nor_by_one_that_was_refused(folder: Path) -> None:
    store = BlobFolder(folder)
    await store.create("one", b"1")
    await store.create("one", b"2")

    assert _files(folder) == [("one", 0o600)]


def test_whoever_is_killed_while_writing_leaves_whole_blobs_alone(folder: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", _WRITE_FOR_EVER, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        for _ in range(3):
            assert process.stdout.readline()
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()

    blobs = [path for path in folder.iterdir() if not path.name.startswith("~")]
    assert len(blobs) >= 3
    assert {path.stat().st_size for path in blobs} == {3_000_000}

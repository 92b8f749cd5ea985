"""The promises of `blobs.BlobStore`. Subclass, provide `make_store`, `away` and `page`, inherit every test."""

import asyncio
import os
from collections.abc import Callable

import pytest

from shared.blobs import MAX_BLOB_BYTES, MAX_NAME_LENGTH, BlobStore
from shared.errors import Unavailable

MakeStore = Callable[[], BlobStore]

BAD_NAMES = [
    "",
    "/",
    "/a",
    "a/",
    "a//b",
    ".",
    "..",
    "a/../b",
    "a/./b",
    "a.",
    "a./b",
    "a\\b",
    "a b",
    "a\n",
    "a\0b",
    "a=b",
    "a%2fb",
    "a?b",
    "~a",
    "ключ",
    "x" * (MAX_NAME_LENGTH + 1),
]


class BlobStoreContract:
    """Written once, read as written, never changed."""

    @pytest.fixture
    def make_store(self) -> MakeStore:
        """A store over the same blobs at each call, as another instance or another start has it."""
        raise NotImplementedError

    @pytest.fixture
    def away(self) -> BlobStore:
        """A store that cannot be reached."""
        raise NotImplementedError

    @pytest.fixture
    def page(self) -> int:
        """How many names the store gives at once."""
        raise NotImplementedError

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(b"", id="empty"),
            pytest.param(b"\0", id="zero"),
            pytest.param(bytes(range(256)) * 3, id="every-byte"),
            pytest.param("Příšerně\r\n한국어\n".encode(), id="text"),
            pytest.param(b"%PDF-1.7\n" + b"\xff\xfe" * 50_000, id="hundred-kilobytes"),
        ],
    )
    async def test_a_blob_is_read_as_it_was_written(self, make_store: MakeStore, content: bytes) -> None:
        assert await make_store().create("calls/one.json", content) is True

        assert await make_store().read("calls/one.json") == content

    # aiohttp warns of writing more than a megabyte at once; test_azure_blob.py shows that nothing waits for it.
    @pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
    async def test_the_largest_blob_is_read_as_it_was_written_and_a_larger_is_refused(
        self, make_store: MakeStore
    ) -> None:
        largest = os.urandom(MAX_BLOB_BYTES)
        store = make_store()

        assert await store.create("largest", largest) is True
        assert await store.read("largest") == largest
        with pytest.raises(ValueError, match="at most 4194304 bytes"):
            await store.create("larger", largest + b"\0")
        assert list(await store.names("larg")) == ["largest"]

    async def test_a_second_blob_of_the_same_name_is_refused_and_the_first_stays(self, make_store: MakeStore) -> None:
        store = make_store()
        assert await store.create("head", b"first") is True

        assert await store.create("head", b"second") is False
        assert await make_store().create("head", b"first") is False

        assert await store.read("head") == b"first"

    async def test_of_fifty_that_write_one_name_at_once_one_wins(self, make_store: MakeStore) -> None:
        stores = [make_store(), make_store()]
        written = [f"writer {number}".encode() * 100 for number in range(50)]

        won = await asyncio.gather(
            *(stores[number % 2].create("race", content) for number, content in enumerate(written))
        )

        assert won.count(True) == 1
        assert await stores[0].read("race") == written[won.index(True)]
        assert list(await stores[1].names("")) == ["race"]

    async def test_names_come_in_order_over_several_pages(self, make_store: MakeStore, page: int) -> None:
        store = make_store()
        names = [f"calls/{number:03}/chain-{number % 7}.json" for number in range(2 * page + 1)]
        for start in range(0, len(names), 20):
            await asyncio.gather(*(store.create(name, b"") for name in reversed(names[start : start + 20])))
        await store.create("calls", b"")
        await store.create("roots/1", b"")

        assert list(await store.names("calls/")) == names
        assert list(await store.names("")) == ["calls", *names, "roots/1"]
        assert list(await store.names("calls/00")) == names[:10]

    async def test_names_are_ordered_by_their_characters(self, make_store: MakeStore) -> None:
        store = make_store()
        names = ["-", "0", "A", "Z/z", "_", "a", "a-b", "a.b", "a/b", "a0", "aB"]
        await asyncio.gather(*(store.create(name, name.encode()) for name in names))

        assert list(await store.names("")) == names
        assert [await store.read(name) for name in names] == [name.encode() for name in names]

    async def test_case_matters(self, make_store: MakeStore) -> None:
        store = make_store()
        await store.create("a", b"small")

        assert await store.read("A") is None
        assert list(await store.names("A")) == []

    async def test_what_is_not_there_is_none_and_no_names(self, make_store: MakeStore) -> None:
        store = make_store()
        await store.create("calls/one", b"1")

        assert await store.read("calls/two") is None
        assert await store.read("calls") is None
        assert list(await store.names("roots/")) == []

    @pytest.mark.parametrize("name", BAD_NAMES, ids=repr)
    async def test_what_is_no_name_is_refused(self, make_store: MakeStore, name: str) -> None:
        store = make_store()

        with pytest.raises(ValueError, match="not a blob's name"):
            await store.create(name, b"")
        with pytest.raises(ValueError, match="not a blob's name"):
            await store.read(name)

    async def test_the_longest_name_is_a_name(self, make_store: MakeStore) -> None:
        store, longest = make_store(), "x" * MAX_NAME_LENGTH
        assert await store.create(longest, b"1") is True

        assert await store.read(longest) == b"1"
        assert list(await store.names(longest)) == [longest]

    @pytest.mark.parametrize("prefix", ["a b", "a\\", "*", "a\n", "=", "~", "é"], ids=repr)
    async def test_what_no_name_starts_with_is_refused(self, make_store: MakeStore, prefix: str) -> None:
        with pytest.raises(ValueError, match="not the start of a blob's name"):
            await make_store().names(prefix)

    async def test_it_answers(self, make_store: MakeStore) -> None:
        await make_store().ping()

    async def test_a_store_that_cannot_be_reached_is_unavailable(self, away: BlobStore) -> None:
        """And not empty: evidence that cannot be read is not evidence that there is none."""
        with pytest.raises(Unavailable):
            await away.create("a", b"1")
        with pytest.raises(Unavailable):
            await away.read("a")
        with pytest.raises(Unavailable):
            await away.names("")
        with pytest.raises(Unavailable):
            await away.ping()

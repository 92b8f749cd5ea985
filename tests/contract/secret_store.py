"""The promises of `ports.SecretStore`. Subclass, provide `make_store` and the rotations, inherit every test."""

import asyncio
from collections.abc import Callable

import pytest

from shared.ports import SecretStore
from shared.signing_keys import RSA_BITS

MakeStore = Callable[[], SecretStore]


class SecretStoreContract:
    """What signs and what peppers."""

    @pytest.fixture
    def make_store(self) -> MakeStore:
        """A store over the same secrets at each call, as another instance or another start has it."""
        raise NotImplementedError

    @pytest.fixture
    def rotate_key(self) -> Callable[[], None]:
        """Add a signing key; it signs in whatever store is made after that."""
        raise NotImplementedError

    @pytest.fixture
    def rotate_pepper(self) -> Callable[[], None]:
        """Add a pepper; it is in use in whatever store is made after that."""
        raise NotImplementedError

    async def test_there_is_a_key_and_a_pepper_from_the_start(self, make_store: MakeStore) -> None:
        store = make_store()
        ring, peppers = await store.key_ring("session"), await store.peppers()

        assert len(ring.keys) == 1
        assert ring.newest.private.key_size >= RSA_BITS
        assert len(peppers.current.value) == 32
        assert peppers.previous is None

    async def test_every_instance_has_the_same(self, make_store: MakeStore) -> None:
        first, second = make_store(), make_store()

        assert (await first.key_ring("session")).jwks == (await second.key_ring("session")).jwks
        assert await first.peppers() == await second.peppers()

    async def test_asked_many_times_at_once_there_is_one_of_each(self, make_store: MakeStore) -> None:
        stores = [make_store() for _ in range(4)] * 3

        rings = await asyncio.gather(*(store.key_ring("session") for store in stores))
        peppers = await asyncio.gather(*(store.peppers() for store in stores))

        assert len({ring.newest.kid for ring in rings}) == 1
        assert len({pepper.current.value for pepper in peppers}) == 1

    async def test_secrets_are_served_from_memory_once_read(self, make_store: MakeStore) -> None:
        store = make_store()

        assert await store.key_ring("session") is await store.key_ring("session")
        assert (await store.peppers()).current is (await store.peppers()).current

    async def test_after_a_rotation_the_newest_key_signs_and_the_older_still_verify(
        self, make_store: MakeStore, rotate_key: Callable[[], None]
    ) -> None:
        first = (await make_store().key_ring("session")).newest.kid
        rotate_key()
        rotate_key()
        ring = await make_store().key_ring("session")

        assert len(ring.keys) == 3
        assert ring.keys[0].kid == first
        assert ring.newest.kid != first
        assert ring.by_kid(first) is not None
        assert [key["kid"] for key in ring.jwks["keys"]] == [key.kid for key in ring.keys]

    async def test_after_a_rotation_the_pepper_before_is_accepted_and_the_one_before_that_is_not(
        self, make_store: MakeStore, rotate_pepper: Callable[[], None]
    ) -> None:
        oldest = (await make_store().peppers()).current
        rotate_pepper()
        middle = await make_store().peppers()
        assert middle.previous == oldest
        assert middle.current != oldest
        rotate_pepper()

        newest = await make_store().peppers()

        assert newest.previous == middle.current
        assert newest.of_version(oldest.version) is None
        assert newest.of_version(middle.current.version) == middle.current

    async def test_a_keeper_that_answers_says_so(self, make_store: MakeStore) -> None:
        await make_store().ping()

    async def test_the_facts_are_of_the_secrets_in_use_and_tell_nothing_of_them(
        self, make_store: MakeStore, rotate_pepper: Callable[[], None]
    ) -> None:
        store = make_store()
        ring, peppers = await store.key_ring("session"), await store.peppers()

        told = (await store.facts()).secrets

        assert [(fact.kind, fact.bits) for fact in told if fact.kind == "signing-key"] == [("signing-key", RSA_BITS)]
        assert ring.newest.kid in {fact.fingerprint for fact in told}
        (pepper,) = [fact for fact in told if fact.kind == "pepper"]
        assert pepper.created > 0
        assert peppers.current.value.hex() not in repr(told)
        rotate_pepper()
        now = [fact.fingerprint for fact in (await make_store().facts()).secrets if fact.kind == "pepper"]
        assert len(set(now)) == 2
        assert pepper.fingerprint in now

    async def test_no_secret_shows_in_a_repr(self, make_store: MakeStore) -> None:
        store = make_store()
        ring, peppers = await store.key_ring("session"), await store.peppers()

        assert peppers.current.value.hex() not in repr(peppers).encode().hex()
        assert "value" not in repr(peppers)
        assert "private" not in repr(ring)

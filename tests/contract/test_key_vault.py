"""Secrets in Key Vault: every promise of the port, and what rotations and faults do to a store that runs."""

import asyncio
import logging
import random
import subprocess
import sys
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPrivateNumbers
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared import session_tokens
from shared.adapters.azure.credential import Credential
from shared.adapters.key_vault.contents import new_pepper, new_signing_key
from shared.adapters.key_vault.kept import KEPT_SECONDS, REFRESH_SECONDS
from shared.adapters.key_vault.secrets import KeyVaultSecrets
from shared.adapters.key_vault.versions import JWKS_CACHED_SECONDS, TURN_SECONDS
from shared.errors import Unavailable
from shared.ids import new_call_id, new_participant_id
from shared.instants import Instant
from shared.strict_jwt import UnverifiedToken
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse
from tests.contract.secret_store import MakeStore, SecretStoreContract
from tests.partners.certificates import Authority
from tests.partners.faults import EVERY_FAULT, Fault, Faulty
from tests.partners.key_vault.stand_in import KeyVaultStandIn
from tests.partners.key_vault.stored import StoredSecrets, StoredVersion
from tests.partners.managed_identity import IdentityProvider
from tests.partners.serving import served
from tests.unit.held_clock import HeldClock

KEY, PEPPER = "session-signing-key", "pin-pepper"
CONNECTION = "acs-connection"
ANSWER_SECONDS = 4.5
"""Under the five seconds that an answer of ours may take."""


@cache
def _key(number: int) -> str:
    """The same few keys in every test: making one takes a tenth of a second."""
    return new_signing_key()


@dataclass
class Running:
    """A stand-in that is served, and the stores on it."""

    url: str
    stand_in: KeyVaultStandIn
    faulty: Faulty
    clock: HeldClock
    make: Callable[[], KeyVaultSecrets]
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def stored(self) -> StoredSecrets:
        return self.stand_in.stored

    @property
    def requests(self) -> list[str]:
        return self.stand_in.requests

    def add_key(self, **attributes: object) -> StoredVersion:
        self.clock.forward(1)
        return self.stored.put(KEY, self.new_key(), attributes=attributes)

    def new_key(self) -> str:
        return _key(next(self._numbers))

    def add_pepper(self) -> StoredVersion:
        self.clock.forward(1)
        return self.stored.put(PEPPER, new_pepper())


@pytest.fixture
def stand_in(identity: IdentityProvider, clock: HeldClock) -> KeyVaultStandIn:
    return KeyVaultStandIn(StoredSecrets(clock), identity)


@pytest.fixture
def served_vault(stand_in: KeyVaultStandIn, authority: Authority) -> Iterator[tuple[str, Faulty]]:
    faulty = Faulty(stand_in.app)
    with served(faulty, authority.for_localhost()) as url:
        yield url, faulty


@pytest.fixture
async def empty_vault(
    served_vault: tuple[str, Faulty],
    stand_in: KeyVaultStandIn,
    credential: Credential,
    authority: Authority,
    clock: HeldClock,
) -> AsyncIterator[Running]:
    """A vault without a secret in it."""
    url, faulty = served_vault
    made: list[KeyVaultSecrets] = []

    def make() -> KeyVaultSecrets:
        made.append(KeyVaultSecrets(url, credential, clock, authority.ca_file))
        return made[-1]

    yield Running(url, stand_in, faulty, clock, make)
    for store in made:
        await store.close()
    await credential.close()
    # The last words of TLS are spoken after aiohttp's close() has returned.
    await asyncio.sleep(0.03)


@pytest.fixture
def vault(empty_vault: Running) -> Running:
    """A vault as the bootstrap leaves it, some time ago."""
    empty_vault.add_key()
    empty_vault.add_pepper()
    empty_vault.stored.put(CONNECTION, "endpoint=https://acs.example/;accesskey=first")
    empty_vault.clock.forward(TURN_SECONDS)
    return empty_vault


class TestKeyVault(SecretStoreContract):
    @pytest.fixture
    def make_store(self, vault: Running) -> MakeStore:
        return vault.make

    @pytest.fixture
    def rotate_key(self, vault: Running) -> Callable[[], None]:
        def rotate() -> None:
            vault.add_key()
            vault.clock.forward(TURN_SECONDS)

        return rotate

    @pytest.fixture
    def rotate_pepper(self, vault: Running) -> Callable[[], None]:
        def rotate() -> None:
            vault.add_pepper()
            vault.clock.forward(TURN_SECONDS)

        return rotate


async def _soon(happens: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(300):
        if await happens():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


async def _has_keys(store: KeyVaultSecrets, number: int) -> bool:
    return len((await store.key_ring("session")).keys) == number


def _pem(key: object) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()  # type: ignore[attr-defined, no-any-return]


def _crooked_rsa() -> RSAPrivateKey:
    """Its public part is one key's, its private exponents another's."""
    one, other = (generate_rsa(65537, 2048).private_numbers() for _ in range(2))
    mixed = RSAPrivateNumbers(one.p, one.q, other.d, other.dmp1, other.dmq1, one.iqmp, one.public_numbers)
    return mixed.private_key(unsafe_skip_rsa_key_validation=True)


class TestTurns:
    """A new version verifies once it is seen, and makes only when everybody must have seen it."""

    async def test_a_running_store_meets_a_rotation_within_a_minute(self, vault: Running) -> None:
        store = vault.make()
        before = await store.key_ring("session")
        vault.add_key()
        vault.clock.forward(REFRESH_SECONDS)

        await _soon(lambda: _has_keys(store, 2))
        ring = await store.key_ring("session")
        assert ring.newest.kid == before.newest.kid
        assert len(ring.jwks["keys"]) == 2

    async def test_a_new_key_signs_when_every_cache_of_the_published_keys_must_have_it(self, vault: Running) -> None:
        store = vault.make()
        first = (await store.key_ring("session")).newest.kid
        vault.add_key()
        vault.clock.forward(TURN_SECONDS - 1)
        assert (await store.key_ring("session")).newest.kid == first
        vault.clock.forward(1)

        ring = await store.key_ring("session")

        assert ring.newest.kid != first
        assert ring.by_kid(first) is not None

    async def test_what_an_idle_instance_holds_is_read_again_before_it_is_used(self, vault: Running) -> None:
        """Others sign with the new key by now: a token of theirs must not be refused here."""
        idle, busy = vault.make(), vault.make()
        await idle.key_ring("session")
        vault.add_key()
        vault.clock.forward(TURN_SECONDS)
        token = session_tokens.mint(
            await busy.key_ring("session"), new_call_id(), new_participant_id(), 600, vault.clock(), key_thumbprint=None
        )

        ring = await idle.key_ring("session")

        assert session_tokens.verify(ring, UnverifiedToken(token), vault.clock()).call_id

    @pytest.mark.parametrize("seed", range(2))
    async def test_nobody_meets_a_key_or_a_pepper_that_they_do_not_know(self, vault: Running, seed: int) -> None:
        """Three instances, used now and then, and a cache of the published keys, over two rotations."""
        chance = random.Random(seed)
        instances = [vault.make() for _ in range(3)]
        cached_at, cached, signed_with = Instant(0), frozenset[str](), set[str]()
        for step in range(60):
            if step in {10, 35}:
                vault.add_key()
                vault.add_pepper()
            vault.clock.forward(chance.uniform(0, 90))
            one, other = chance.choice(instances), chance.choice(instances)
            if vault.clock() - cached_at > JWKS_CACHED_SECONDS * 1000:
                cached_at = vault.clock()
                cached = frozenset(key.kid for key in (await chance.choice(instances).key_ring("session")).keys)

            kid = (await one.key_ring("session")).newest.kid
            pepper = (await one.peppers()).current

            assert (await other.key_ring("session")).by_kid(kid)
            assert kid in cached
            assert (await other.peppers()).of_version(pepper.version) == pepper
            signed_with.add(kid)
        assert len(signed_with) == 3

    async def test_live_tokens_still_verify_after_a_rotation(self, vault: Running) -> None:
        store = vault.make()
        token = session_tokens.mint(
            await store.key_ring("session"),
            new_call_id(),
            new_participant_id(),
            600,
            vault.clock(),
            key_thumbprint=None,
        )
        vault.add_key()
        vault.clock.forward(TURN_SECONDS)

        ring = await store.key_ring("session")

        assert ring.newest.kid != jwt.get_unverified_header(token)["kid"]
        assert session_tokens.verify(ring, UnverifiedToken(token), vault.clock()).call_id

    async def test_the_first_key_signs_at_once(self, empty_vault: Running) -> None:
        empty_vault.add_key()

        assert (await empty_vault.make().key_ring("session")).keys

    async def test_two_first_keys_change_hands_in_turn_as_well(self, empty_vault: Running) -> None:
        empty_vault.add_key()
        empty_vault.clock.forward(60)
        empty_vault.add_key()
        store = empty_vault.make()
        first = (await store.key_ring("session")).newest.kid
        empty_vault.clock.forward(TURN_SECONDS)

        assert (await store.key_ring("session")).newest.kid != first

    async def test_when_the_old_key_is_disabled_the_new_one_signs_at_once(self, vault: Running) -> None:
        """A key that leaked is worth a refused token or two."""
        store = vault.make()
        leaked = (await store.key_ring("session")).newest.kid
        vault.add_key()
        _disable_oldest(vault, KEY)
        vault.clock.forward(REFRESH_SECONDS)
        await _soon(lambda: _signed_by_another(store, leaked))

        assert (await store.key_ring("session")).by_kid(leaked) is None

    async def test_made_in_the_same_second_every_instance_takes_the_same_one(self, empty_vault: Running) -> None:
        for digit in "b", "c", "a":
            empty_vault.stored.put(KEY, empty_vault.new_key(), version_id=digit * 32)
            empty_vault.stored.put(PEPPER, new_pepper(), version_id=digit * 32)
        stores = [empty_vault.make() for _ in range(3)]

        for forward in 0, TURN_SECONDS:
            empty_vault.clock.forward(forward)
            rings = [await store.key_ring("session") for store in stores]
            peppers = [await store.peppers() for store in stores]
            assert len({tuple(key.kid for key in ring.keys) for ring in rings}) == 1
            assert {tuple(pepper.version[0] for pepper in pair.accepted) for pair in peppers} == {
                ("a", "b") if forward == 0 else ("c", "b")
            }

    async def test_not_before_puts_a_turn_off_and_the_key_is_published_until_then(self, vault: Running) -> None:
        first = (await vault.make().key_ring("session")).newest.kid
        later = vault.clock() // 1000 + 86_400
        vault.add_key(nbf=later)
        vault.clock.forward(86_398)
        before = await vault.make().key_ring("session")
        vault.clock.forward(1)
        after = await vault.make().key_ring("session")

        assert before.newest.kid == first
        assert len(before.keys) == 2
        assert after.newest.kid != first

    async def test_an_expired_version_is_out_at_once_even_in_memory(self, vault: Running) -> None:
        store = vault.make()
        ends = vault.clock() // 1000 + 30
        vault.add_key(exp=ends)
        assert len((await store.key_ring("session")).keys) == 2
        vault.clock.forward(29)

        assert len((await store.key_ring("session")).keys) == 1

    async def test_disabled_versions_are_out_and_never_asked_for(self, vault: Running) -> None:
        vault.add_key()
        vault.add_pepper()
        gone = [_disable_oldest(vault, KEY), _disable_oldest(vault, PEPPER)]
        store = vault.make()

        assert len((await store.key_ring("session")).keys) == 1
        assert (await store.peppers()).previous is None
        assert not [path for path in vault.requests for version in gone if version in path]

    async def test_a_pepper_is_accepted_before_it_is_used(self, vault: Running) -> None:
        """An instance that switches a second earlier than another makes PINs that the other knows."""
        old = (await vault.make().peppers()).current
        added = vault.add_pepper()
        waiting = await vault.make().peppers()
        vault.clock.forward(TURN_SECONDS)
        after = await vault.make().peppers()

        assert (waiting.current, waiting.previous) == (after.previous, after.current)
        assert waiting.current == old
        assert after.current.version == added.id

    async def test_many_versions_are_read_over_many_pages(self, vault: Running) -> None:
        for _ in range(4):
            vault.stored.put(KEY, vault.new_key())

        assert len((await vault.make().key_ring("session")).keys) == 5
        assert vault.requests.count(f"GET /secrets/{KEY}/versions") == 3


def _disable_oldest(vault: Running, secret: str) -> str:
    oldest = min(vault.stored.versions(secret), key=lambda version: version.created)
    vault.stored.update(secret, oldest.id, {"enabled": False})
    return oldest.id


async def _signed_by_another(store: KeyVaultSecrets, kid: str) -> bool:
    return (await store.key_ring("session")).newest.kid != kid


class TestRefreshing:
    """Served from memory, read again behind the uses, never twice at once."""

    async def test_fifty_uses_at_once_cost_one_request_each(self, vault: Running) -> None:
        store = vault.make()

        await asyncio.gather(*(store.key_ring("session") for _ in range(50)))
        await asyncio.gather(*(store.peppers() for _ in range(50)))
        await asyncio.gather(*(store.text(CONNECTION) for _ in range(50)))

        names = [request.removeprefix("GET /secrets/").split("/")[0] for request in vault.requests]
        assert names == ["challenged", KEY, KEY, PEPPER, PEPPER, CONNECTION, CONNECTION]

    async def test_a_refresh_costs_one_request_and_no_value_is_read_twice(self, vault: Running) -> None:
        store = vault.make()
        await store.key_ring("session")
        vault.requests.clear()
        vault.clock.forward(REFRESH_SECONDS)

        rings = await asyncio.gather(*(store.key_ring("session") for _ in range(50)))
        await _soon(lambda: _asked(vault, 1))
        await store.close()

        assert vault.requests == [f"GET /secrets/{KEY}/versions"]
        assert len({id(ring) for ring in rings}) == 1

    async def test_within_a_minute_nothing_is_asked(self, vault: Running) -> None:
        store = vault.make()
        await store.key_ring("session")
        vault.requests.clear()
        vault.clock.forward(REFRESH_SECONDS - 1)

        await store.key_ring("session")

        assert vault.requests == []

    async def test_a_use_that_is_given_up_takes_the_reading_from_nobody(self, vault: Running) -> None:
        store = vault.make()
        first = asyncio.create_task(store.key_ring("session"))
        second = asyncio.create_task(store.key_ring("session"))
        await asyncio.sleep(0)
        first.cancel()

        assert (await second).keys
        assert first.cancelled()

    async def test_a_clock_that_was_set_back_does_not_stop_the_refreshing(self, vault: Running) -> None:
        store = vault.make()
        await store.key_ring("session")
        vault.add_key()
        vault.clock.forward(-3600)

        await _soon(lambda: _has_keys(store, 2))

    async def test_a_text_is_its_newest_version(self, vault: Running) -> None:
        store = vault.make()
        assert (await store.text(CONNECTION)).endswith("first")
        vault.clock.forward(1)
        vault.stored.put(CONNECTION, "second")
        assert (await store.text(CONNECTION)).endswith("first")
        vault.clock.forward(REFRESH_SECONDS)

        await _soon(lambda: _text_is(store, "second"))

    async def test_who_was_refused_with_a_text_gets_the_newest_at_once(self, vault: Running) -> None:
        store = vault.make()
        await store.text(CONNECTION)
        vault.clock.forward(6)
        vault.stored.put(CONNECTION, "second")

        assert await store.text(CONNECTION, fresh=True) == "second"

    async def test_refused_a_thousand_times_a_text_is_not_read_as_often(self, vault: Running) -> None:
        store = vault.make()
        await store.text(CONNECTION)
        vault.requests.clear()

        assert (await store.text(CONNECTION, fresh=True)).endswith("first")
        assert vault.requests == []

    async def test_a_disabled_text_gives_way_to_the_one_before_it(self, vault: Running) -> None:
        vault.clock.forward(1)
        added = vault.stored.put(CONNECTION, "second")
        vault.stored.update(CONNECTION, added.id, {"enabled": False})

        assert (await vault.make().text(CONNECTION)).endswith("first")


async def _asked(vault: Running, number: int) -> bool:
    return len(vault.requests) >= number


async def _text_is(store: KeyVaultSecrets, text: str) -> bool:
    return await store.text(CONNECTION) == text


class TestAway:
    """The vault is away."""

    @pytest.mark.parametrize("fault", EVERY_FAULT, ids=str)
    async def test_a_cold_store_is_unavailable_in_time_and_recovers_by_itself(
        self, vault: Running, fault: Fault
    ) -> None:
        store = vault.make()
        vault.faulty.fail_with(fault)
        began = time.monotonic()

        with pytest.raises(Unavailable) as refused:
            await store.key_ring("session")

        assert time.monotonic() - began < ANSWER_SECONDS
        assert refused.value.retry_after == (fault.retry_after or 1)
        vault.faulty.recover()
        assert (await store.key_ring("session")).keys
        assert (await store.peppers()).current.version

    @pytest.mark.parametrize("fault", [fault for fault in EVERY_FAULT if fault.way != "hang"], ids=str)
    async def test_a_warm_store_serves_what_it_has(self, vault: Running, fault: Fault) -> None:
        store = vault.make()
        before = await store.key_ring("session")
        vault.faulty.fail_with(fault)

        for _ in range(5):
            vault.clock.forward(3600)
            assert await store.key_ring("session") is before

    async def test_a_vault_that_hangs_delays_nobody_while_there_is_something_to_serve(self, vault: Running) -> None:
        store = vault.make()
        before = await store.key_ring("session")
        vault.faulty.fail_with(Fault("hang"))
        vault.clock.forward(REFRESH_SECONDS)

        for _ in range(20):
            began = time.monotonic()
            assert await store.key_ring("session") is before
            assert time.monotonic() - began < 0.9
        await _soon(lambda: _met(vault, 1))
        assert vault.faulty.met == 1

    async def test_waking_up_before_a_vault_that_hangs_waits_a_second_and_once(self, vault: Running) -> None:
        store = vault.make()
        before = await store.key_ring("session")
        vault.faulty.fail_with(Fault("hang"))
        vault.clock.forward(3600)

        took = []
        for _ in range(5):
            began = time.monotonic()
            assert await store.key_ring("session") is before
            took.append(time.monotonic() - began)

        assert took[0] < 2
        assert max(took[1:]) < 0.5

    async def test_a_failing_vault_is_left_alone_for_as_long_as_it_asked(self, vault: Running) -> None:
        store = vault.make()
        await store.key_ring("session")
        vault.faulty.fail_with(Fault("status", 429, 30))
        vault.clock.forward(3600)
        for _ in range(30):
            await store.key_ring("session")
            await asyncio.sleep(0.01)
            vault.clock.forward(1)

        assert vault.faulty.met == 1

    async def test_the_last_reading_serves_for_a_day_and_no_longer(self, vault: Running) -> None:
        store = vault.make()
        before = await store.key_ring("session")
        peppers = await store.peppers()
        vault.faulty.fail_with(Fault("status", 503))
        vault.clock.forward(KEPT_SECONDS)
        assert await store.key_ring("session") is before
        assert await store.peppers() == peppers
        vault.clock.forward(1)

        with pytest.raises(Unavailable):
            await store.key_ring("session")
        with pytest.raises(Unavailable):
            await store.peppers()

        vault.faulty.recover()
        assert await store.key_ring("session") is before
        assert await store.peppers() == peppers

    async def test_it_recovers_behind_the_uses(self, vault: Running, caplog: pytest.LogCaptureFixture) -> None:
        store = vault.make()
        await store.key_ring("session")
        vault.faulty.fail_with(Fault("status", 500))
        vault.clock.forward(REFRESH_SECONDS)
        await store.key_ring("session")
        await _soon(lambda: _told(caplog))
        vault.add_key()
        vault.faulty.recover()
        vault.clock.forward(REFRESH_SECONDS)

        await _soon(lambda: _has_keys(store, 2))

    async def test_an_insistent_use_is_told_that_the_vault_is_away(self, vault: Running) -> None:
        store = vault.make()
        await store.text(CONNECTION)
        vault.faulty.fail_with(Fault("status", 503, 3))
        vault.clock.forward(10)

        with pytest.raises(Unavailable):
            await store.text(CONNECTION, fresh=True)
        assert (await store.text(CONNECTION)).endswith("first")


async def _met(vault: Running, number: int) -> bool:
    return vault.faulty.met >= number


async def _told(caplog: pytest.LogCaptureFixture) -> bool:
    return bool(_lines(caplog))


class TestUnusable:
    """What is in the vault, or on the way to it, is not right: one line says where to look, and none says a secret."""

    async def test_an_empty_vault_names_the_secret_and_the_command_and_recovers_at_once(
        self, empty_vault: Running, caplog: pytest.LogCaptureFixture
    ) -> None:
        store = empty_vault.make()

        with pytest.raises(Unavailable):
            await store.key_ring("session")
        with pytest.raises(Unavailable):
            await store.peppers()
        with pytest.raises(Unavailable):
            await store.text(CONNECTION)

        lines = _lines(caplog)
        assert [name for line, name in zip(lines, (KEY, PEPPER, CONNECTION), strict=True) if name in line] == [
            KEY,
            PEPPER,
            CONNECTION,
        ]
        assert all(f"KEY_VAULT_URL={empty_vault.url}" in line for line in lines)
        assert f"bootstrap --vault-url {empty_vault.url}" in lines[0]
        empty_vault.add_key()
        assert (await store.key_ring("session")).keys

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(lambda: "nonsense", id="nonsense"),
            pytest.param(lambda: _pem(generate_ec(SECP256R1())), id="elliptic-curve"),
            pytest.param(lambda: _pem(generate_rsa(65537, 1024)), id="rsa-1024"),
            pytest.param(lambda: new_signing_key()[:-200], id="cut"),
            pytest.param(lambda: _pem(_crooked_rsa()), id="does-not-sign"),
        ],
    )
    async def test_a_key_that_is_none_is_refused_and_the_others_serve(
        self, vault: Running, content: Callable[[], str], caplog: pytest.LogCaptureFixture
    ) -> None:
        text = content()
        vault.clock.forward(1)
        bad = vault.stored.put(KEY, text)
        vault.clock.forward(TURN_SECONDS)
        store = vault.make()

        assert len((await store.key_ring("session")).keys) == 1
        vault.clock.forward(REFRESH_SECONDS)
        await store.key_ring("session")
        await store.close()

        (line,) = _lines(caplog)
        assert KEY in line
        assert bad.id in line
        assert text[-30:] not in caplog.text

    @pytest.mark.parametrize("text", ["short", "not base64!", "QUJD" * 11, "QUJD" * 10])
    async def test_a_pepper_that_is_none_is_refused_and_the_other_serves(
        self, vault: Running, text: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        good = (await vault.make().peppers()).current
        vault.clock.forward(1)
        bad = vault.stored.put(PEPPER, text)
        vault.clock.forward(TURN_SECONDS)

        peppers = await vault.make().peppers()

        assert (peppers.current, peppers.previous) == (good, None)
        (line,) = _lines(caplog)
        assert bad.id in line
        assert text not in line

    async def test_when_none_is_left_the_store_is_unavailable(
        self, vault: Running, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Even when it ran well until now: what was disabled is not to be used."""
        store = vault.make()
        await store.key_ring("session")
        _disable_oldest(vault, KEY)
        vault.clock.forward(3600)

        with pytest.raises(Unavailable):
            await store.key_ring("session")
        assert f"no usable version of the secret {KEY}" in caplog.text

    async def test_a_vault_that_may_not_be_read_names_the_role(
        self, vault: Running, caplog: pytest.LogCaptureFixture
    ) -> None:
        vault.stand_in.role = "none"

        assert await _refusal(vault.make(), caplog) == (
            "Key Vault refused us (403): check the role Key Vault Secrets User of the app's managed identity"
        )

    async def test_the_role_that_the_app_has_is_enough(self, vault: Running) -> None:
        vault.stand_in.role = "user"
        store = vault.make()

        assert (await store.key_ring("session")).keys
        assert await store.text(CONNECTION)

    async def test_a_vault_of_another_tenant_names_its_address(
        self, vault: Running, caplog: pytest.LogCaptureFixture
    ) -> None:
        vault.stand_in.tenant = "22222222-2222-4222-8222-222222222222"

        assert "KEY_VAULT_URL" in await _refusal(vault.make(), caplog)

    async def test_an_app_without_an_identity_is_told_so(
        self, vault: Running, identity: IdentityProvider, caplog: pytest.LogCaptureFixture
    ) -> None:
        identity.refuses = True

        assert "no token to be had for Key Vault" in await _refusal(vault.make(), caplog)

    @pytest.mark.parametrize(
        ("url", "told"),
        [
            ("https://localhost:1", "cannot be reached"),
            ("https://no-such-vault.vault.azure.invalid", "cannot be reached"),
            ("http://localhost:1", "cannot be reached"),
        ],
    )
    async def test_a_wrong_address_names_its_setting(
        self, url: str, told: str, credential: Credential, clock: HeldClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        store = KeyVaultSecrets(url, credential, clock)

        line = await _refusal(store, caplog)
        await store.close()
        await credential.close()

        assert told in line
        assert "KEY_VAULT_URL" in line

    async def test_a_certificate_of_an_unknown_authority_is_refused(
        self, vault: Running, credential: Credential, caplog: pytest.LogCaptureFixture
    ) -> None:
        store = KeyVaultSecrets(vault.url, credential, vault.clock)

        line = await _refusal(store, caplog)
        await store.close()

        assert "SSLCertVerificationError" in line
        assert "KEY_VAULT_URL" in line
        assert vault.requests == []

    async def test_a_host_that_is_no_vault_is_shown_no_token(
        self, vault: Running, credential: Credential, authority: Authority, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Whoever can change the setting, or a name server, would collect tokens for every vault of the bank."""
        store = KeyVaultSecrets(vault.url.replace("localhost", "127.0.0.1"), credential, vault.clock, authority.ca_file)

        line = await _refusal(store, caplog)
        await store.close()

        assert "KEY_VAULT_URL" in line
        assert vault.requests == ["challenged"]

    @pytest.mark.parametrize(
        "spoil",
        [
            pytest.param(lambda body: body[:-9], id="cut"),
            pytest.param(lambda body: body.replace(b'"value"', b'"values"'), id="no-value"),
            pytest.param(lambda body: b"[" + body + b"]", id="list"),
            pytest.param(lambda body: b"\xff" + body, id="no-text"),
        ],
    )
    async def test_an_answer_that_makes_no_sense_is_repeated_nowhere(
        self, vault: Running, spoil: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        vault.faulty.app = _Spoilt(vault.faulty.app, spoil)

        with pytest.raises(Unavailable) as refused:
            await vault.make().peppers()

        told = "".join(traceback.format_exception(refused.value)) + caplog.text
        assert vault.stored.versions(PEPPER)[0].value not in told
        assert "KEY_VAULT_URL" in caplog.text

    async def test_no_secret_shows_in_logs_or_reprs_whatever_happens(
        self, vault: Running, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        told = [vault.stored.versions(name)[0].value for name in (KEY, PEPPER, CONNECTION)]
        store = vault.make()
        shown = [repr(await store.key_ring("session")), repr(await store.peppers()), repr(store), repr(vars(store))]
        await store.text(CONNECTION)
        for fault in EVERY_FAULT:
            if fault.way == "hang":
                continue
            vault.faulty.fail_with(fault)
            with pytest.raises(Unavailable) as refused:
                await vault.make().key_ring("session")
            shown.append(repr(refused.value) + str(refused.value.__cause__))

        for text in told:
            for piece in (text, text[40:80] or text):
                assert piece not in caplog.text
                assert piece not in "".join(shown)


@dataclass
class _Spoilt:
    """A vault whose answers with a value in them are not what they should be."""

    app: ASGIApp
    spoil: Callable[[bytes], bytes]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started: list[Message] = []

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body = message["body"]
            body = self.spoil(body) if b'"value":"' in body else body
            headers = [(name, value) for name, value in started[0]["headers"] if name != b"content-length"]
            headers.append((b"content-length", str(len(body)).encode()))
            await send({**started[0], "headers": headers})
            await send({**message, "body": body})

        await self.app(scope, receive, sent)


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING and record.name.startswith("shared.")
    ]


async def _refusal(store: KeyVaultSecrets, caplog: pytest.LogCaptureFixture) -> str:
    """The one line that the failure left in the log."""
    began = time.monotonic()
    with pytest.raises(Unavailable):
        await store.key_ring("session")
    assert time.monotonic() - began < ANSWER_SECONDS
    (line,) = _lines(caplog)
    return line


_FIRST_USE = """
import asyncio, sys
from pathlib import Path
from shared.adapters.azure.credential import Credential
from shared.adapters.key_vault.secrets import KeyVaultSecrets
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse
from tests.unit.held_clock import HeldClock

async def main():
    credential = Credential("managed_identity", None)
    store = KeyVaultSecrets(sys.argv[1], credential, HeldClock(), Path(sys.argv[2]))
    async with pulse() as felt:
        keys = len((await store.key_ring("session")).keys)
    await store.close()
    await credential.close()
    print(keys, felt.longest)

assert not [name for name in sys.modules if name.startswith("azure.")]
asyncio.run(main())
"""


def test_the_event_loop_beats_on_while_the_sdk_is_imported_and_keys_are_parsed(
    vault: Running, authority: Authority
) -> None:
    for _ in range(9):
        vault.stored.put(KEY, vault.new_key())
    vault.stand_in.page_size = 25

    started = subprocess.run(
        [sys.executable, "-c", _FIRST_USE, vault.url, str(authority.ca_file)],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    keys, longest = started.stdout.split()
    assert int(keys) == 10
    assert float(longest) < BLOCKED_SECONDS


async def test_the_event_loop_beats_on_during_a_refresh(vault: Running) -> None:
    store = vault.make()
    await store.key_ring("session")
    for _ in range(9):
        vault.add_key()
    vault.clock.forward(REFRESH_SECONDS)

    async with pulse() as felt:
        await _soon(lambda: _has_keys(store, 10))

    assert felt.longest < BLOCKED_SECONDS

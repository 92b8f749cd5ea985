"""What the doctor says of a vault: reachable or not, its clock, and how old, how strong and whose its secrets are."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.adapters.key_vault.contents import new_pepper, new_signing_key
from shared.instants import Instant
from tests.doctor.command import doctor, named
from tests.partners.certificates import Authority
from tests.partners.faults import Fault, Faulty
from tests.partners.key_vault.stand_in import KeyVaultStandIn
from tests.partners.key_vault.stored import StoredSecrets, StoredVersion
from tests.partners.managed_identity import IdentityProvider
from tests.partners.serving import served

KEY, PEPPER = "session-signing-key", "pin-pepper"
DAY = 86_400
HEALTHY = "Nothing wrong: the settings and the neighbours keep every rule.\n"


@dataclass
class Vault:
    """A vault whose clock can be wrong, and the doctor who looks at it."""

    stored: StoredSecrets
    app: ASGIApp
    settings: dict[str, str] = field(default_factory=dict)
    ahead_seconds: float = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(time.time() + self.ahead_seconds, usegmt=True).encode()
                message = {**message, "headers": [*message["headers"], (b"date", date)]}
            await send(message)

        await self.app(scope, receive, dated)

    @property
    def secrets(self) -> list[str]:
        return [version.value for name in (KEY, PEPPER) for version in self.stored.versions(name)]

    def put(self, name: str, value: str = "", days: int = 0, environment: str | None = None) -> StoredVersion:
        """A version that is so old."""
        made = value or (new_signing_key() if name == KEY else new_pepper())
        version = self.stored.put(name, made, tags={"environment": environment} if environment else None)
        version.created -= days * DAY
        return version

    def asked(self, *words: str, **environment: str) -> CompletedProcess[str]:
        done = doctor("--ask", *words, **{**self.settings, **environment})
        assert not [secret for secret in self.secrets if secret in done.stdout + done.stderr]
        return done


@pytest.fixture
def vaults(
    identity_origin: tuple[IdentityProvider, str], authority: Authority, tmp_path: Path
) -> Iterator[tuple[Vault, Vault, Faulty]]:
    """Two empty ones, and what can go wrong with the first."""
    identity, origin = identity_origin
    made = []
    with ExitStack() as stack:
        for _ in range(2):
            stored = StoredSecrets(lambda: Instant(int(time.time() * 1000)))
            vault = Vault(stored, KeyVaultStandIn(stored, identity, role="user").app)
            faulty = Faulty(vault)
            vault.settings = {
                "SECRETS": "key_vault",
                "KEY_VAULT_URL": stack.enter_context(served(faulty, authority.for_localhost(), dated=False)),
                "TLS_CA_FILE": str(authority.ca_file),
                "DATA_DIR": str(tmp_path),
                **identity.environment(origin),
            }
            made.append((vault, faulty))
        yield made[0][0], made[1][0], made[0][1]


@pytest.fixture
def vault(vaults: tuple[Vault, Vault, Faulty]) -> Vault:
    """As it should be."""
    sound = vaults[0]
    sound.put(KEY, environment="prod")
    sound.put(PEPPER, environment="prod")
    return sound


def test_a_sound_vault_is_said_to_be_so_in_one_line(vault: Vault) -> None:
    done = vault.asked(ENVIRONMENT="prod")

    assert (done.returncode, done.stdout, done.stderr) == (0, HEALTHY, "")


@pytest.mark.parametrize(
    ("ahead", "says"), [(-330, "5 min"), (330, "5 min"), (90, "1 min")], ids=["fast", "slow", "a-little"]
)
def test_a_clock_that_is_off_is_told_in_minutes_and_which_way(vault: Vault, ahead: int, says: str) -> None:
    vault.ahead_seconds = ahead

    done = vault.asked()

    assert (done.returncode, named(done)) == (1, [("clock-skew", "KEY_VAULT_URL")])
    assert f"this machine's clock is {says}" in done.stdout
    assert ("ahead of the vault's" if ahead < 0 else "behind the vault's") in done.stdout


def test_half_a_minute_is_no_finding(vault: Vault) -> None:
    vault.ahead_seconds = 30

    assert vault.asked().stdout == HEALTHY


def test_a_vault_that_is_away_is_named_and_nothing_else_is_claimed_of_it(
    vault: Vault, vaults: tuple[Vault, Vault, Faulty]
) -> None:
    vaults[2].fail_with(Fault("status", 503))

    done = vault.asked()

    assert (done.returncode, named(done)) == (1, [("neighbour-unreachable", "SECRETS, KEY_VAULT_URL")])
    assert "Key Vault answered 503 (KEY_VAULT_URL)" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_that_is_too_small_is_named_with_its_bits(vault: Vault) -> None:
    """The app refuses it, and goes on with the other."""
    small = generate_private_key(public_exponent=65537, key_size=1024)
    pem = small.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    version = vault.put(KEY, pem)

    done = vault.asked()

    assert (done.returncode, named(done)) == (1, [("signing-key-small", KEY)])
    assert f"{KEY}, version {version.id} has 1024 bits, and 2048 are needed" in " ".join(done.stdout.split())


def test_old_secrets_are_worth_knowing_and_no_alarm(vaults: tuple[Vault, Vault, Faulty]) -> None:
    vault = vaults[0]
    vault.put(KEY, days=91)
    vault.put(PEPPER, days=366)

    done = vault.asked()

    assert (done.returncode, sorted(named(done))) == (0, [("pepper-old", PEPPER), ("signing-key-old", KEY)])
    assert "is 91 days old, and none is newer" in " ".join(done.stdout.split())


def test_an_old_key_that_was_rotated_is_named_until_it_is_disabled(vault: Vault) -> None:
    old = vault.put(KEY, days=100)
    assert "though there is a newer one" in " ".join(vault.asked().stdout.split())

    old.enabled = False

    assert vault.asked().stdout == HEALTHY


def test_secrets_made_for_another_environment_are_named(vaults: tuple[Vault, Vault, Faulty]) -> None:
    vault = vaults[0]
    vault.put(KEY, environment="dev")
    pepper = vault.put(PEPPER, environment="dev")

    done = vault.asked(ENVIRONMENT="prod")

    assert done.returncode == 1
    assert sorted(named(done)) == [("pepper-shared", "ENVIRONMENT"), ("signing-key-shared", "ENVIRONMENT")]
    assert f"{PEPPER}, version {pepper.id} was made for dev, and this is prod" in " ".join(done.stdout.split())


def test_a_pepper_that_was_copied_into_another_vault_is_found_by_comparing(
    vault: Vault, vaults: tuple[Vault, Vault, Faulty]
) -> None:
    """Whatever its tag says there."""
    other = vaults[1]
    copied = vault.stored.versions(PEPPER)[0].value
    other.put(PEPPER, copied, environment="dev")
    other.put(KEY)
    url = other.settings["KEY_VAULT_URL"]

    done = vault.asked("--other-vault-url", url, ENVIRONMENT="prod")

    assert (done.returncode, named(done)) == (1, [("pepper-shared", "KEY_VAULT_URL")])
    assert f"is in {url} as well" in " ".join(done.stdout.split())


def test_a_vault_that_cannot_be_compared_is_no_clean_bill(vault: Vault) -> None:
    done = vault.asked("--other-vault-url", "https://localhost:9")

    assert done.returncode == 2
    assert "https://localhost:9 could not be compared" in done.stderr


def test_settings_that_stop_the_start_are_mended_first(vault: Vault) -> None:
    done = vault.asked(LOBBY="off")

    assert (done.returncode, named(done)) == (1, [("lobby-off-short-secret", "PIN_SECRET_DIGITS")])
    assert "The neighbours are not asked" in done.stderr

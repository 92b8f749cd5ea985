"""The command that makes, rotates and lists the secrets of a vault."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.adapters.azure.credential import Credential
from shared.adapters.key_vault.contents import new_pepper, new_signing_key, signing_key
from shared.adapters.key_vault.secrets import KeyVaultSecrets
from shared.adapters.key_vault.versions import TURN_SECONDS
from shared.instants import Instant
from tests.partners.certificates import Authority
from tests.partners.faults import Fault, Faulty
from tests.partners.key_vault.stand_in import AUDIENCE, KeyVaultStandIn
from tests.partners.key_vault.stored import StoredSecrets
from tests.partners.managed_identity import TENANT, IdentityProvider
from tests.partners.serving import served
from tests.unit.held_clock import HeldClock

ROOT = Path(__file__).resolve().parents[2]
KEY, PEPPER = "session-signing-key", "pin-pepper"


@dataclass
class Vault:
    """A vault, and the command on it."""

    url: str
    stand_in: KeyVaultStandIn
    faulty: Faulty
    clock: HeldClock
    ca_file: Path

    @property
    def stored(self) -> StoredSecrets:
        return self.stand_in.stored

    def run(
        self, *words: str, credential: str = "managed_identity", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        where = ("--vault-url", self.url, "--tls-ca-file", str(self.ca_file), "--credential", credential)
        return _run(*words, *where, **environment)

    def ids(self, secret: str) -> list[str]:
        return [version.id for version in self.stored.versions(secret)]

    def values(self) -> list[str]:
        return [version.value for name in (KEY, PEPPER) for version in self.stored.versions(name)]


def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/vault_secrets.py", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


@pytest.fixture
def vault(identity: IdentityProvider, authority: Authority) -> Iterator[Vault]:
    """An empty vault, which has the time of this machine."""
    clock = HeldClock(Instant(int(time.time()) * 1000))
    stand_in = KeyVaultStandIn(StoredSecrets(clock), identity)
    faulty = Faulty(stand_in.app)
    with served(faulty, authority.for_localhost()) as url:
        yield Vault(url, stand_in, faulty, clock, authority.ca_file)


@pytest.fixture
def old_vault(vault: Vault) -> Vault:
    """A vault whose secrets were made an hour ago."""
    vault.clock.forward(-3600)
    vault.stored.put(KEY, new_signing_key())
    vault.stored.put(PEPPER, new_pepper())
    vault.clock.forward(3600)
    return vault


async def test_bootstrap_makes_what_the_app_starts_with(vault: Vault, credential: Credential) -> None:
    done = vault.run("bootstrap")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{KEY}: made version {vault.ids(KEY)[0]}",
        f"{PEPPER}: made version {vault.ids(PEPPER)[0]}",
    ]
    vault.stand_in.role = "user"
    store = KeyVaultSecrets(vault.url, credential, vault.clock, vault.ca_file)
    assert len((await store.key_ring("session")).keys) == 1
    assert (await store.peppers()).current.version == vault.ids(PEPPER)[0]
    await store.close()
    await credential.close()
    # The last words of TLS are spoken after aiohttp's close() has returned.
    await asyncio.sleep(0.03)


def test_what_is_made_says_which_environment_it_is_for(vault: Vault) -> None:
    """So that a doctor elsewhere knows it for another's."""
    assert vault.run("bootstrap", "--environment", "dev").returncode == 0
    assert vault.run("rotate-key", "session", "--environment", "dev").returncode == 0

    assert [version.tags for name in (KEY, PEPPER) for version in vault.stored.versions(name)] == [
        {"environment": "dev"}
    ] * 3
    assert [row.split()[-1] for row in vault.run("list").stdout.splitlines()[1:]] == ["dev"] * 3


def test_bootstrap_done_again_changes_nothing(old_vault: Vault) -> None:
    before = old_vault.values()

    done = old_vault.run("bootstrap")

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{KEY}: there already (1 version), unchanged",
        f"{PEPPER}: there already (1 version), unchanged",
    ]
    assert old_vault.values() == before


def test_bootstrap_goes_on_where_it_was_broken_off(vault: Vault) -> None:
    vault.faulty.fail_with(Fault("status", 500), method="PUT", path=PEPPER)
    first = vault.run("bootstrap")
    vault.faulty.recover()
    second = vault.run("bootstrap")

    assert first.returncode == 1
    assert f"{KEY}: made version" in first.stdout
    assert first.stderr.splitlines() == [
        "Key Vault answered 500 (--vault-url)",
        "Not known to be done: `list` shows what there is.",
    ]
    assert second.returncode == 0
    assert len(vault.ids(KEY)) == len(vault.ids(PEPPER)) == 1


def test_bootstrap_never_replaces_what_was_disabled(old_vault: Vault) -> None:
    """Somebody disabled it on purpose; a new one in its place would hide that."""
    old_vault.stored.update(KEY, "", {"enabled": False})

    done = old_vault.run("bootstrap")

    assert done.returncode == 1
    assert "all disabled or expired" in done.stderr
    assert len(old_vault.ids(KEY)) == 1


def test_a_deleted_secret_is_said_to_be_recoverable(old_vault: Vault) -> None:
    old_vault.stored.delete(PEPPER)

    done = old_vault.run("bootstrap")

    assert done.returncode == 1
    assert f"az keyvault secret recover --name {PEPPER}" in done.stderr


def test_rotating_a_key_adds_a_version_and_says_when_it_signs(old_vault: Vault) -> None:
    old = old_vault.ids(KEY)

    done = old_vault.run("rotate-key", "session")

    assert (done.returncode, done.stderr) == (0, "")
    (added,) = set(old_vault.ids(KEY)) - set(old)
    signs = time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(old_vault.clock() // 1000 + TURN_SECONDS))
    assert added in done.stdout
    assert signs in done.stdout
    assert len(old_vault.ids(PEPPER)) == 1


def test_rotating_a_pepper_adds_a_version(old_vault: Vault) -> None:
    done = old_vault.run("rotate-pepper")

    assert (done.returncode, done.stderr) == (0, "")
    assert len(old_vault.ids(PEPPER)) == 2


def test_a_third_pepper_within_half_an_hour_needs_to_be_meant(old_vault: Vault) -> None:
    """Two are accepted: PINs made with the first would die in customers' hands."""
    assert old_vault.run("rotate-pepper").returncode == 0
    again = old_vault.run("rotate-pepper")
    assert again.returncode == 1
    assert "--at-once" in again.stderr
    assert len(old_vault.ids(PEPPER)) == 2

    assert old_vault.run("rotate-pepper", "--at-once").returncode == 0
    assert len(old_vault.ids(PEPPER)) == 3


def test_rotating_what_was_never_made_points_to_bootstrap(vault: Vault) -> None:
    done = vault.run("rotate-key", "session")

    assert done.returncode == 1
    assert done.stderr == f"{KEY}: there is none to rotate. Run bootstrap first.\n"
    assert vault.ids(KEY) == []


def test_the_list_shows_everything_but_a_value(old_vault: Vault) -> None:
    old_vault.stored.put(KEY, "no key", attributes={"exp": 4_102_444_800})
    old_vault.stored.put(KEY, new_signing_key(), attributes={"enabled": False})
    old_vault.stored.put("acs-connection", "endpoint=https://acs.example/;accesskey=hidden")

    done = old_vault.run("list")

    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["SECRET", "VERSION", "CREATED", "NOT", "BEFORE", "EXPIRES", "ENABLED", "KID", "MADE", "FOR"]
    assert [row.split()[0] for row in rows] == ["acs-connection", PEPPER, KEY, KEY, KEY]
    first = min(old_vault.stored.versions(KEY), key=lambda version: version.created)
    assert signing_key(first.value).kid in rows[-1]
    assert "refused: it is not a private key" in done.stdout
    assert "2100-01-01 00:00:00Z" in done.stdout
    assert [row.split()[-3:] for row in rows if " no " in row] == [["no", "-", "-"]]
    for value in (*old_vault.values(), "hidden"):
        assert value not in done.stdout
    assert not [path for path in old_vault.stand_in.requests if PEPPER in path and not path.endswith("/versions")]


def test_who_may_read_alone_is_told_the_role_that_is_needed(old_vault: Vault) -> None:
    old_vault.stand_in.role = "user"

    done = old_vault.run("rotate-key", "session")

    assert done.returncode == 1
    assert "Key Vault refused us (403): check the role Key Vault Secrets Officer" in done.stderr
    assert len(old_vault.ids(KEY)) == 1


def test_a_lost_answer_is_not_taken_for_a_failure(old_vault: Vault) -> None:
    """The version was made: whoever tries again would make another."""
    old_vault.faulty.fail_with(Fault("broken_after"), method="PUT")

    done = old_vault.run("rotate-key", "session")

    assert done.returncode == 1
    assert "`list` shows what there is" in done.stderr
    assert len(old_vault.ids(KEY)) == 2


def test_without_a_sign_in_it_says_how_to_sign_in(vault: Vault) -> None:
    done = vault.run("list", credential="azure_cli", PATH="/nowhere")

    assert done.returncode == 1
    assert "`az login`" in done.stderr
    assert "Traceback" not in done.stderr


def test_whoever_is_signed_in_with_az_is_who_asks(vault: Vault, identity: IdentityProvider, tmp_path: Path) -> None:
    az = tmp_path / "az"
    token = identity.token(AUDIENCE)
    answer = json.dumps({"accessToken": token, "expires_on": 4_102_444_800, "tenant": TENANT, "tokenType": "Bearer"})
    az.write_text(f"#!/bin/sh\necho \"$@\" >> {tmp_path}/asked\necho '{answer}'\n")
    az.chmod(0o755)

    done = vault.run("bootstrap", credential="azure_cli", PATH=f"{tmp_path}:{os.environ['PATH']}")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"--resource {AUDIENCE} --tenant {TENANT}" in (tmp_path / "asked").read_text()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["bootstrap"],
        ["bootstrap", "--vault-url", "http://bank.vault.azure.net"],
        ["bootstrap", "--vault-url", "bank"],
        ["rotate-key", "--vault-url", "https://bank.vault.azure.net"],
        ["rotate-key", "receipts", "--vault-url", "https://bank.vault.azure.net"],
        ["list", "--vault-url", "https://bank.vault.azure.net", "--tls-ca-file", "/no/such/file"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_refused_before_anything_is_asked(words: list[str]) -> None:
    done = _run(*words)

    assert done.returncode == 2
    assert "usage:" in done.stderr

"""The bank's subscription in small: every partner together, and the settings that lead the product to them."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.adapters.key_vault.contents import PEPPER_SECRET, new_pepper, new_signing_key, signing_key_secret
from tests.partners.acs.service import AcsStandIn
from tests.partners.certificates import Authority
from tests.partners.cosmos_partner import CosmosServer, by_token, cosmos_server
from tests.partners.faults import Faulty
from tests.partners.key_vault.stand_in import KeyVaultStandIn
from tests.partners.key_vault.stored import StoredSecrets
from tests.partners.managed_identity import IdentityProvider
from tests.partners.relay import Relay
from tests.partners.serving import served


@dataclass(frozen=True, slots=True)
class Cloud:
    """What runs, how each of it can be made to fail, and where it is."""

    identity: IdentityProvider
    cosmos: CosmosServer
    relay: Relay
    """What went to Cosmos DB, request by request."""
    acs: AcsStandIn
    vault: KeyVaultStandIn
    store_faults: Faulty
    calls_faults: Faulty
    secrets_faults: Faulty
    origins: Mapping[str, str]
    identity_environment: Mapping[str, str]
    ca_file: Path

    @property
    def faults(self) -> Mapping[str, Faulty]:
        """By the names that readiness has for the neighbours."""
        return {"store": self.store_faults, "calls": self.calls_faults, "secrets": self.secrets_faults}

    def settings(self, database: str) -> dict[str, str]:
        """The environment of an app that uses all of it, with a database of its own."""
        return {
            "STORE": "cosmos",
            "COSMOS_ENDPOINT": self.origins["store"],
            "COSMOS_DATABASE": database,
            "CALLS": "acs",
            "ACS_ENDPOINT": self.origins["calls"],
            "SECRETS": "key_vault",
            "KEY_VAULT_URL": self.origins["secrets"],
            "TLS_CA_FILE": str(self.ca_file),
        }


@contextmanager
def running_cloud(folder: Path) -> Iterator[Cloud]:
    """All partners, with first keys in the vault, while the block lasts."""
    authority, identity = Authority(folder), IdentityProvider()
    tls = authority.for_localhost()
    with ExitStack() as stack:
        cosmos = stack.enter_context(cosmos_server())
        relay = Relay(cosmos.origin, admits=by_token(identity))
        acs = AcsStandIn(identity)
        vault = KeyVaultStandIn(StoredSecrets(acs.clock), identity, role="user")
        vault.stored.put(signing_key_secret("session"), new_signing_key(), None)
        vault.stored.put(PEPPER_SECRET, new_pepper(), None)
        store_faults, secrets_faults = Faulty(relay), Faulty(vault.app)
        yield Cloud(
            identity=identity,
            cosmos=cosmos,
            relay=relay,
            acs=acs,
            vault=vault,
            store_faults=store_faults,
            calls_faults=acs.faulty,
            secrets_faults=secrets_faults,
            origins={
                "store": stack.enter_context(served(store_faults, tls)),
                "calls": stack.enter_context(served(acs.faulty, tls)),
                "secrets": stack.enter_context(served(secrets_faults, tls)),
            },
            identity_environment=identity.environment(stack.enter_context(served(identity.app, None))),
            ca_file=authority.ca_file,
        )

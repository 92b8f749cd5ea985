"""A resource of Azure Communication Services for a test: the stand-in over TLS, and the adapter before it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from shared.adapters.acs.access import ByConnectionString, ByIdentity
from shared.adapters.acs.calls import AcsCalls
from shared.adapters.azure.credential import Credential
from shared.instants import Instant
from tests.partners.acs.service import AcsStandIn
from tests.partners.certificates import Authority
from tests.partners.managed_identity import IdentityProvider
from tests.partners.serving import served
from tests.unit.held_clock import HeldClock


class Vault:
    """Keeps one connection string, and answers from memory unless it is asked for a fresh one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.reads: list[bool] = []
        """Whether each reading asked for a fresh one."""
        self._remembered = text

    async def __call__(self, *, fresh: bool) -> str:
        self.reads.append(fresh)
        if fresh:
            self._remembered = self.text
        return self._remembered


class AcsResource:
    """Inherit these fixtures; `calls` holds a connection string."""

    @pytest.fixture
    def acs(self, identity: IdentityProvider) -> AcsStandIn:
        return AcsStandIn(identity)

    @pytest.fixture
    def origin(self, acs: AcsStandIn, authority: Authority) -> Iterator[str]:
        with served(acs.faulty, authority.for_localhost()) as origin:
            yield origin

    @pytest.fixture
    def vault(self, acs: AcsStandIn, origin: str) -> Vault:
        return Vault(acs.connection_string(origin))

    @pytest.fixture
    async def calls(self, vault: Vault, authority: Authority, clock: HeldClock) -> AsyncIterator[AcsCalls]:
        calls = AcsCalls(ByConnectionString(vault), authority.ca_file, lambda: clock() / 1000)
        yield calls
        await calls.close()

    @pytest.fixture
    async def calls_by_identity(
        self, origin: str, credential: Credential, authority: Authority
    ) -> AsyncIterator[AcsCalls]:
        calls = AcsCalls(ByIdentity(origin, credential), authority.ca_file)
        yield calls
        await calls.close()
        await credential.close()

    @pytest.fixture
    def now(self, acs: AcsStandIn) -> Instant:
        return acs.clock()

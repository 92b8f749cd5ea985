"""What every test with partners needs: one authority and one identity provider a session."""

from collections.abc import Iterator

import pytest

from shared.adapters.azure.credential import Credential
from tests.partners.certificates import Authority
from tests.partners.managed_identity import IdentityProvider
from tests.partners.serving import served


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Signs the partners' certificates."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def identity_origin() -> Iterator[tuple[IdentityProvider, str]]:
    """The identity provider and where it answers."""
    provider = IdentityProvider()
    with served(provider.app, None) as origin:
        yield provider, origin


@pytest.fixture
def identity(
    identity_origin: tuple[IdentityProvider, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[IdentityProvider]:
    """This process has a managed identity, as an app in Azure has."""
    provider, origin = identity_origin
    for name, value in provider.environment(origin).items():
        monkeypatch.setenv(name, value)
    yield provider
    provider.refuses = False


@pytest.fixture
def credential(identity: IdentityProvider) -> Credential:
    """The managed identity as adapters get it; whoever opens it closes it."""
    del identity
    return Credential("managed_identity", None)

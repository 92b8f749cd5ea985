"""The managed identity: whatever its endpoint does, the log says that it is the identity, and in time."""

import time
from collections.abc import AsyncIterator, Iterator

import pytest
from starlette.types import Receive, Scope, Send

from shared.adapters.acs.access import ByIdentity
from shared.adapters.acs.calls import AcsCalls
from shared.adapters.azure.credential import Credential
from shared.errors import Unavailable
from tests.partners.certificates import Authority
from tests.partners.faults import Fault, Faulty
from tests.partners.managed_identity import IdentityProvider
from tests.partners.serving import served


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faulty]:
    """This process's identity endpoint, which a test may make fail."""
    provider = IdentityProvider()
    faulty = Faulty(provider.app)
    with served(faulty, None) as origin:
        for name, value in provider.environment(origin).items():
            monkeypatch.setenv(name, value)
        yield faulty


@pytest.fixture
async def calls(authority: Authority) -> AsyncIterator[AcsCalls]:
    """A neighbour that is never reached: the token comes first."""
    credential = Credential("managed_identity", None)
    service = AcsCalls(ByIdentity("https://localhost:9", credential), authority.ca_file)
    yield service
    await service.close()
    await credential.close()


async def _told(calls: AcsCalls, caplog: pytest.LogCaptureFixture) -> list[str]:
    began = time.monotonic()
    with pytest.raises(Unavailable):
        await calls.ping()
    assert time.monotonic() - began < 4.5
    return [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]


@pytest.mark.parametrize(
    "fault",
    [Fault("status", 401), Fault("status", 403), Fault("status", 500), Fault("hang"), Fault("garbage")],
    ids=str,
)
async def test_an_endpoint_that_fails_is_not_taken_for_the_neighbour(
    calls: AcsCalls, endpoint: Faulty, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint.fail_with(fault)

    (line,) = await _told(calls, caplog)

    assert line.startswith("no token to be had for Azure Communication Services")
    assert "AZURE_CLIENT_ID" in line


async def test_an_endpoint_that_is_not_there_is_told_as_such(
    calls: AcsCalls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", "http://localhost:9/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "x")

    (line,) = await _told(calls, caplog)

    assert line.startswith("no token to be had")


async def test_the_identity_never_goes_through_a_proxy(
    calls: AcsCalls, endpoint: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be shown the header that opens the endpoint, and the tokens."""
    del endpoint
    seen: list[str] = []

    async def proxy(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        seen.append(str(scope["path"]))
        await send({"type": "http.response.start", "status": 502, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    with served(proxy, None) as origin:
        monkeypatch.setenv("HTTP_PROXY", origin)
        monkeypatch.setenv("http_proxy", origin)
        with pytest.raises(Unavailable):
            await calls.ping()

    assert seen == []

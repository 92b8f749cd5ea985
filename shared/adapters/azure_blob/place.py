"""Where a container of blobs is, and the client that reaches it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shared.adapters.azure.credential import Credential
from shared.blobs import MAX_BLOB_BYTES

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.core.pipeline.transport import AioHttpTransport
    from azure.storage.blob.aio import ContainerClient


@dataclass(frozen=True, slots=True)
class ByIdentity:
    """A storage account, such as `https://bankevidence.blob.core.windows.net`, and who we are there."""

    endpoint: str
    credential: Credential


@dataclass(frozen=True, slots=True)
class ByConnectionString:
    """As in `AzureWebJobsStorage`; `UseDevelopmentStorage=true` is an Azurite on its own ports of this machine."""

    connection_string: str = field(repr=False)


Account = ByIdentity | ByConnectionString


def make_client(
    account: Account, container: str, token: "AsyncTokenCredential | None", transport: "AioHttpTransport"
) -> "ContainerClient":
    """A client that has connected to nothing. Imports the SDK, which takes long: not for the event loop."""
    from azure.storage.blob.aio import ContainerClient, LinearRetry  # noqa: PLC0415

    options = {
        # The SDK takes a connection that broke late for one that never was, and would write again.
        "retry_policy": LinearRetry(retry_total=0),
        "permit_redirects": False,
        "transport": transport,
        "max_single_get_size": MAX_BLOB_BYTES,
    }
    match account:
        case ByConnectionString(text):
            return ContainerClient.from_connection_string(text, container, **options)
        case ByIdentity(endpoint, _):
            return ContainerClient(endpoint, container, token, **options)

"""Who asks Azure, and how what was not done is told."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from azure.identity import AzureCliCredential, ManagedIdentityCredential

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential

CredentialKind = Literal["azure_cli", "managed_identity"]
AZ_SECONDS = 60
"""`az` starts slowly on a cold runner."""


class NotDoneError(Exception):
    """It was not done; the text says what happened and what to do."""


@dataclass(frozen=True, slots=True)
class Access:
    """A credential, and the certificate authorities of one's own that are trusted besides the system's."""

    credential: "TokenCredential"
    tls_ca_file: Path | None

    @property
    def verify(self) -> str | bool:
        """What the HTTP libraries take for it."""
        return True if self.tls_ca_file is None else str(self.tls_ca_file)


def access(kind: CredentialKind, client_id: str | None, tls_ca_file: Path | None) -> Access:
    """`azure_cli` is whoever did `az login`: a person, or a workflow that signed in without a secret."""
    # They repeat what was sent and answered; what a failure means is told by us.
    logging.getLogger("azure").setLevel(logging.CRITICAL)
    if kind == "azure_cli":
        return Access(AzureCliCredential(process_timeout=AZ_SECONDS), tls_ca_file)
    return Access(ManagedIdentityCredential(client_id=client_id), tls_ca_file)

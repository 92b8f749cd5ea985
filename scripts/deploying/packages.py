"""The packages in the container `packages` of the storage of releases, and what of them runs where.

`<sha256>/released-package.zip` is a package under the name of what is in it: written once, never again. The last part
is the name that Flex Consumption wants of a package file (https://learn.microsoft.com/azure/azure-functions/
functions-infrastructure-as-code, "Deployment package"). `deployed/<surface>/<time>-<sha256>` are empty blobs, one a
deployment that succeeded; the last of them is what runs. Only who deploys may write here: an app that could would
decide by itself what runs.
"""

import hashlib
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Self

from azure.core.exceptions import AzureError, HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.storage.blob import BlobSasPermissions, BlobServiceClient, ContainerClient, generate_blob_sas

from scripts.deploying.access import Access, NotDoneError

LINK_LIFE = timedelta(minutes=15)
"""Long enough for the platform to fetch the package at the start of a deployment."""
_CLOCKS_DIFFER = timedelta(minutes=5)
_VERSION = re.compile(r'^VERSION = "([0-9A-Za-z.+-]+)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Package:
    """What `make package` made: the bytes, their hash, the version that the app will tell."""

    content: bytes
    sha256: str
    version: str

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Raises NotDoneError unless it is a package of this product."""
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                archive.getinfo("host.json")
                said = _VERSION.search(archive.read("shared/version.py").decode())
        except (zipfile.BadZipFile, KeyError):
            said = None
        if said is None:
            raise NotDoneError("That is no package of this product: `make package` makes one.")
        return cls(content, hashlib.sha256(content).hexdigest(), said[1])

    @classmethod
    def read(cls, file: Path) -> Self:
        """Raises NotDoneError."""
        if not file.is_file():
            raise NotDoneError(f"There is no {file}: `make package` makes one.")
        return cls.of(file.read_bytes())


class Packages:
    """As one app sees them. `container_url` is https://ACCOUNT.blob.core.windows.net/packages.

    Every method raises NotDoneError.
    """

    def __init__(self, container_url: str, access: Access, surface: str) -> None:
        self._record = f"deployed/{surface}/"
        account_url, _, self._name = container_url.rstrip("/").rpartition("/")
        self._account = BlobServiceClient(
            account_url, access.credential, connection_verify=access.verify, initial_backoff=1, increment_base=2
        )
        self._container: ContainerClient = self._account.get_container_client(self._name)

    def keep(self, package: Package) -> bool:
        """Upload it unless it is there; whether it was uploaded."""
        try:
            self._container.upload_blob(_blob(package.sha256), package.content, overwrite=False)
        except ResourceExistsError:
            self.fetch(package.sha256)
            return False
        except AzureError as error:
            raise self._away(error) from None
        return True

    def fetch(self, sha256: str) -> Package:
        """The package of that name, if it still is what its name says."""
        try:
            content = self._container.download_blob(_blob(sha256)).readall()
        except ResourceNotFoundError:
            raise NotDoneError(f"{self._account.account_name} has no package {sha256}.") from None
        except AzureError as error:
            raise self._away(error) from None
        package = Package.of(content)
        if package.sha256 != sha256:
            raise NotDoneError(
                f"The package {sha256} was changed after it was kept, so it stays there. Find out by whom."
            )
        return package

    def link(self, sha256: str) -> str:
        """An address that lets whoever has it read this one package, for minutes; signed without an account key."""
        now = datetime.now(UTC)
        try:
            key = self._account.get_user_delegation_key(now - _CLOCKS_DIFFER, now + LINK_LIFE)
        except AzureError as error:
            raise self._away(error) from None
        signature = generate_blob_sas(
            str(self._account.account_name),
            self._name,
            _blob(sha256),
            user_delegation_key=key,
            permission=BlobSasPermissions(read=True),
            start=now - _CLOCKS_DIFFER,
            expiry=now + LINK_LIFE,
            protocol="https",
        )
        return f"{self._container.get_blob_client(_blob(sha256)).url}?{signature}"

    def deployed(self) -> list[str]:
        """The hashes of what was deployed, the oldest first; the last one runs."""
        try:
            names = sorted(self._container.list_blob_names(name_starts_with=self._record))
        except AzureError as error:
            raise self._away(error) from None
        return [name.rpartition("-")[2] for name in names]

    def note_deployed(self, sha256: str) -> None:
        """From now on it is what runs."""
        name = f"{self._record}{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{sha256}"
        try:
            self._container.upload_blob(name, b"", overwrite=False)
        except AzureError as error:
            raise self._away(error) from None

    def close(self) -> None:
        """Let go of its connections."""
        self._account.close()

    def _away(self, error: AzureError) -> NotDoneError:
        account = f"The storage account {self._account.account_name}"
        if isinstance(error, HttpResponseError) and error.status_code == 403:
            return NotDoneError(
                f"{account} refused us: Storage Blob Data Contributor is needed, from an address it allows."
            )
        return NotDoneError(f"{account} did not do it: {str(error).partition(chr(10))[0][:300]}")


def _blob(sha256: str) -> str:
    return f"{sha256}/released-package.zip"

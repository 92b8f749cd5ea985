"""An environment to deploy to: two storage accounts, Resource Manager, Front Door, and the command on them."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from azure.storage.blob import ContainerClient
from starlette.applications import Starlette
from starlette.routing import Route

from tests.partners.azurite_partner import Azurite, azurite_blobs
from tests.partners.certificates import Authority
from tests.partners.managed_identity import IdentityProvider
from tests.partners.resource_manager import ResourceManager, sign_in
from tests.partners.serving import served

ROOT = Path(__file__).resolve().parents[2]
PUBLIC, OPERATOR = "assist-public", "assist-operator"
SUBSCRIPTION = "22222222-2222-4222-8222-222222222222"


@dataclass
class Environment:
    """What was declared, and what happens when somebody deploys to it."""

    arm: ResourceManager
    arm_url: str
    releases: ContainerClient
    deployment: Path
    ca_file: Path
    folder: Path

    def deploy(self, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        where = ("--deployment", self.deployment, "--subscription", SUBSCRIPTION, "--resource-manager", self.arm_url)
        who = ("--credential", "managed_identity", "--tls-ca-file", self.ca_file, "--patience", "1")
        return run("deploy.py", *words, *where, *who, **environment)

    def package(self, version: str) -> Path:
        """As `make package` names and lays it out; each version has other bytes."""
        file = self.folder / f"assisted-chat-{version}.zip"
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("host.json", "{}")
            archive.writestr("shared/version.py", f'"""The version."""\n\nVERSION = "{version}"\n')
        return file

    def kept(self) -> list[str]:
        """The packages that are there."""
        names = self.releases.list_blob_names()
        return [name for name in names if name.endswith("/released-package.zip")]


def run(script: str, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of `scripts/`, as it is run."""
    return subprocess.run(
        [sys.executable, f"scripts/{script}", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def zip_of(files: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture(scope="module")
def azurite(authority: Authority) -> Iterator[Azurite]:
    with azurite_blobs(authority.for_localhost()) as running:
        yield running


@pytest.fixture
def environment(
    azurite: Azurite, identity: IdentityProvider, authority: Authority, tmp_path: Path
) -> Iterator[Environment]:
    arm = ResourceManager(identity, authority.ca_file, frozenset({PUBLIC, OPERATOR}))
    tls = authority.for_localhost()
    behind_sign_in = Starlette(routes=[Route("/{path:path}", sign_in)])
    with ExitStack() as stack:
        releases = stack.enter_context(
            ContainerClient.from_connection_string(
                azurite.connection_string, f"packages-{uuid4().hex[:8]}", connection_verify=str(authority.ca_file)
            )
        )
        releases.create_container()
        arm_url = stack.enter_context(served(arm.app, tls))
        outputs = {
            "resourceGroupName": "rg-assist",
            "publicAppName": PUBLIC,
            "operatorAppName": OPERATOR,
            "releasesContainerUrl": f"{azurite.endpoint}/{releases.container_name}",
            "publicDefaultHost": stack.enter_context(served(arm.shown(PUBLIC), tls)).removeprefix("https://"),
            "operatorDefaultHost": stack.enter_context(served(behind_sign_in, tls)).removeprefix("https://"),
        }
        deployment = tmp_path / "outputs.json"
        deployment.write_text(json.dumps({name: {"type": "String", "value": value} for name, value in outputs.items()}))
        yield Environment(arm, arm_url, releases, deployment, authority.ca_file, tmp_path)

"""The workflow's identity may make everything that Bicep makes."""

import re

import pytest

from scripts.deploying.access import access
from scripts.deploying.pipeline_registration import Pipeline, commands
from scripts.deploying.service import Service
from tests.deploy.conftest import ROOT

_MADE = sorted(
    {
        kind
        for file in (ROOT / "bicep").rglob("*.bicep")
        for kind in re.findall(r"^resource \w+ '([^@']+)@[^']+' = ", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
)
# https://learn.microsoft.com/azure/role-based-access-control/built-in-roles: what Contributor may not do, and who may.
_BESIDE_CONTRIBUTOR = {
    "Microsoft.Authorization/locks": "28bf596f-4eb7-45ce-b5bc-6cf482fec137",
    "Microsoft.Authorization/roleAssignments": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
}


@pytest.mark.parametrize("kind", _MADE)
def test_a_role_that_it_gets_may_write(kind: str) -> None:
    given = " ".join(commands(Pipeline("client", "object"), "subscription"))
    role = _BESIDE_CONTRIBUTOR.get(kind, "b24988ac-6180-42a0-ab88-20f7382dd24c")

    assert f"--role {role} " in given
    assert kind in _BESIDE_CONTRIBUTOR or not kind.startswith("Microsoft.Authorization/")


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://management.azure.com/subscriptions/1", True),
        ("https://management.azure.com:443/subscriptions/1", True),
        ("https://westeurope.management.azure.com/subscriptions/1", True),
        ("https://management.azure.com.evil.example/subscriptions/1", False),
        ("https://management.azure.com@evil.example/subscriptions/1", False),
        ("https://evilmanagement.azure.com/subscriptions/1", False),
        ("http://management.azure.com/subscriptions/1", False),
        ("https://management.azure.com:8443/subscriptions/1", False),
    ],
)
def test_resource_manager_may_send_on_to_itself_alone(url: str, ours: bool) -> None:
    service = Service("Resource Manager", "https://management.azure.com", None, access("managed_identity", None, None))

    assert service._ours(url) is ours

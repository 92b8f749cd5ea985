"""The registrations in Entra: made once, right, and without a secret."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from shared.operators import Role
from tests.deploy.conftest import ROOT, run
from tests.partners.certificates import Authority
from tests.partners.graph import Graph, Stored
from tests.partners.managed_identity import TENANT, IdentityProvider
from tests.partners.serving import served

IDENTITY = "44444444-4444-4444-8444-444444444444"
SUBSCRIPTION = "22222222-2222-4222-8222-222222222222"
AFTER = ("after", "--operator-url", "https://operators.bank.example", "--tenant", TENANT, "--identity", IDENTITY)
PIPELINE = ("pipeline", "--repository", "bank/assist", "--subscription", SUBSCRIPTION)


@dataclass
class Entra:
    """A tenant, and the command on it."""

    graph: Graph
    url: str
    ca_file: Path

    def run(self, *words: str, environment: str = "prod") -> subprocess.CompletedProcess[str]:
        where = ("--graph", self.url, "--tls-ca-file", self.ca_file, "--credential", "managed_identity")
        return run("entra_app.py", *words, "--environment", environment, *where)

    @property
    def operators(self) -> Stored:
        return self.graph.applications["assisted-chat-operators-prod"]


@pytest.fixture
def entra(identity: IdentityProvider, authority: Authority) -> Iterator[Entra]:
    graph = Graph(identity)
    with served(graph.app, authority.for_localhost()) as url:
        yield Entra(graph, url, authority.ca_file)


def test_the_client_id_is_all_that_is_printed(entra: Entra) -> None:
    done = entra.run("before")
    assert (done.returncode, done.stdout) == (0, f"{entra.operators['appId']}\n"), done.stderr


def test_only_assigned_people_of_the_banks_own_tenant_get_in(entra: Entra) -> None:
    entra.run("before")
    assert entra.operators["signInAudience"] == "AzureADMyOrg"
    assert entra.graph.principals[str(entra.operators["appId"])]["appRoleAssignmentRequired"] is True


def test_the_roles_are_the_ones_that_the_functions_ask_for(entra: Entra) -> None:
    entra.run("before")
    roles = entra.operators["appRoles"]
    assert isinstance(roles, list)
    assert {role["value"] for role in roles} == set(get_args(Role))
    assert all(role["isEnabled"] and role["allowedMemberTypes"] == ["User"] for role in roles)


def test_no_access_token_comes_through_a_browser_and_no_group_in_a_token(entra: Entra) -> None:
    entra.run("before")
    web = entra.operators["web"]
    assert isinstance(web, dict)
    assert web["implicitGrantSettings"] == {"enableIdTokenIssuance": True, "enableAccessTokenIssuance": False}
    assert entra.operators["groupMembershipClaims"] == "None"
    assert entra.operators["api"] == {"requestedAccessTokenVersion": 2}


def test_the_apps_identity_stands_in_for_a_secret(entra: Entra) -> None:
    entra.run("before")
    done = entra.run(*AFTER)

    assert done.returncode == 0, done.stderr
    trust = entra.graph.trusts[str(entra.operators["appId"]), "operator-app"]
    assert trust["issuer"] == f"https://login.microsoftonline.com/{TENANT}/v2.0"
    assert (trust["subject"], trust["audiences"]) == (IDENTITY, ["api://AzureADTokenExchange"])
    assert entra.operators["passwordCredentials"] == []


def test_sign_ins_return_to_the_operator_app_alone(entra: Entra) -> None:
    entra.run("before")
    entra.run(*AFTER)
    entra.run("before")
    web = entra.operators["web"]
    assert isinstance(web, dict)
    assert web["redirectUris"] == ["https://operators.bank.example/.auth/login/aad/callback"]


def test_the_second_time_nothing_new_is_made(entra: Entra) -> None:
    for _ in range(2):
        assert entra.run("before").returncode == 0
        assert entra.run(*AFTER).returncode == 0
        assert entra.run(*PIPELINE).returncode == 0
    assert (len(entra.graph.applications), len(entra.graph.principals), len(entra.graph.trusts)) == (2, 2, 2)
    operators = [path for path in entra.graph.writes if "assisted-chat-operators-prod" in path]
    assert len(operators) == 2, "made, and given its redirect"


def test_environments_have_registrations_of_their_own(entra: Entra) -> None:
    entra.run("before")
    entra.run("before", environment="dev")
    assert set(entra.graph.applications) == {"assisted-chat-operators-prod", "assisted-chat-operators-dev"}


def test_after_needs_before(entra: Entra) -> None:
    done = entra.run(*AFTER)
    assert (done.returncode, "`before` makes it" in done.stderr) == (1, True)


def test_the_workflow_is_trusted_in_its_environment_alone(entra: Entra) -> None:
    done = entra.run(*PIPELINE)
    assert done.returncode == 0, done.stderr
    (trust,) = entra.graph.trusts.values()
    assert trust["issuer"] == "https://token.actions.githubusercontent.com"
    assert trust["subject"] == "repo:bank/assist:environment:prod"


def test_the_workflow_may_give_only_the_roles_that_the_deployment_needs(entra: Entra) -> None:
    (contributor, administrator) = entra.run(*PIPELINE).stderr.splitlines()[-2:]
    assert "--condition" not in contributor
    owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    assert "GuidEquals {4633458b-17de-408a-874b-0445c86b69e6, " in administrator
    assert owner not in administrator


def test_the_workflow_may_give_every_role_that_bicep_assigns(entra: Entra) -> None:
    administrator = entra.run(*PIPELINE).stderr.splitlines()[-1]
    modules = "".join(file.read_text() for file in (ROOT / "bicep").rglob("*.bicep"))
    assigned = set(re.findall(r"\bvar \w*RoleId = '([0-9a-f-]{36})'", modules))
    # Cosmos DB's own role is no role of Azure's: a Contributor gives it.
    assigned -= {"00000000-0000-0000-0000-000000000002"}
    assert assigned, "the roles stand in variables of that name"
    assert assigned <= set(re.findall(r"[0-9a-f-]{36}", administrator))


def test_a_refusal_says_which_role_is_missing(entra: Entra) -> None:
    entra.graph.allows = False
    done = entra.run("before")
    assert (done.returncode, "Cloud Application Administrator" in done.stderr) == (1, True)

"""The identity that a GitHub workflow deploys with: its signed tokens, of one environment of one repository, no secret.

https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-
hardening-with-openid-connect: the subject of a job that names an environment is `repo:OWNER/NAME:environment:NAME`.
"""

import shlex
from dataclasses import dataclass

from scripts.deploying.graph import Directory, Trust

ISSUER = "https://token.actions.githubusercontent.com"
CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c"
ROLE_ADMINISTRATOR = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
"""Role Based Access Control Administrator: gives roles, and below only those that are listed."""
LOCKS_CONTRIBUTOR = "28bf596f-4eb7-45ce-b5bc-6cf482fec137"
"""Neither of the two may write the lock that keeps the store."""
GIVEN_ROLES = (
    "4633458b-17de-408a-874b-0445c86b69e6",  # Key Vault Secrets User
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",  # Key Vault Secrets Officer, the deployer's own
    "09976791-48a7-449e-bb21-39d1a415f350",  # Communication and Email Service Owner
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",  # Storage Blob Data Owner
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",  # Storage Blob Data Contributor
    "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",  # Storage Blob Delegator, the deployer's own
    "3913510d-42f4-4e42-8a64-420c390055eb",  # Monitoring Metrics Publisher
)
"""What `bicep/` assigns; the deployer can give these and nothing else."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Its ids; neither is a secret."""

    client_id: str
    object_id: str


def pipeline(directory: Directory, repository: str, environment: str) -> Pipeline:
    """Make or keep it. Raises NotDoneError."""
    title = f"Assisted chat, deployment ({environment})"
    client_id = directory.put_registration(
        f"assisted-chat-deployment-{environment}", {"displayName": title, "signInAudience": "AzureADMyOrg"}
    )
    object_id = directory.put_principal(client_id, {"displayName": title})
    subject = f"repo:{repository}:environment:{environment}"
    directory.put_trust(client_id, Trust("github", ISSUER, subject, "The workflow deploy.yml of that environment"))
    return Pipeline(client_id, object_id)


def commands(made: Pipeline, subscription: str) -> list[str]:
    """The `az` commands that an owner of the subscription runs once, to let it deploy."""
    scope = f"/subscriptions/{subscription}"
    who = f"--assignee-object-id {made.object_id} --assignee-principal-type ServicePrincipal --scope {scope}"
    return [
        f"az role assignment create --role {CONTRIBUTOR} {who}",
        f"az role assignment create --role {LOCKS_CONTRIBUTOR} {who}",
        f"az role assignment create --role {ROLE_ADMINISTRATOR} {who} "
        f"--condition-version 2.0 --condition {shlex.quote(_condition())}",
    ]


def _condition() -> str:
    """Giving and taking away, of the listed roles alone.

    The form: https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples.
    """
    roles = ", ".join(GIVEN_ROLES)

    def only(action: str, source: str) -> str:
        what = f"Microsoft.Authorization/roleAssignments/{action}"
        attribute = f"@{source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
        return f"((!(ActionMatches{{'{what}'}})) OR ({attribute} ForAnyOfAnyValues:GuidEquals {{{roles}}}))"

    return f"{only('write', 'Request')} AND {only('delete', 'Resource')}"

"""Who may do what: every assignment beside what it opens, and none that the table in docs/operations.md lacks."""

from collections.abc import Iterator

from tests.bicep.deployed import Deployment, Resource

_ARM = "Authorization/roleAssignments"
_COSMOS = "DocumentDB/databaseAccounts/sqlRoleAssignments"
GRANTS = {
    "Microsoft.DocumentDB/databaseAccounts": {"00000000-0000-0000-0000-000000000002"},
    "Microsoft.KeyVault/vaults": {"4633458b-17de-408a-874b-0445c86b69e6", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"},
    "Microsoft.Communication/communicationServices": {"09976791-48a7-449e-bb21-39d1a415f350"},
    # The deployer's two on the account of the releases, the app's one on its own: see `only_deployers_open_releases`.
    "Microsoft.Storage/storageAccounts": {
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
    },
    "Microsoft.Storage/storageAccounts/blobServices/containers": {"ba92f5b4-2d11-453d-a403-e96b0029c9fe"},
    "Microsoft.Insights/components": {"3913510d-42f4-4e42-8a64-420c390055eb"},
}
"""What may be granted, by what it opens."""
_DEPLOYERS = {
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",  # Key Vault Secrets Officer: makes and rotates secrets
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",  # Storage Blob Data Contributor: uploads packages
    "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",  # Storage Blob Delegator: signs the address that a package is fetched from
}


def _role(assignment: Resource) -> str:
    return str(assignment.at("properties.roleDefinitionId")).rsplit("/", 1)[-1].strip("⟩")


def _granted(deployment: Deployment) -> Iterator[tuple[Resource, Resource | None, str]]:
    by_id = {resource.id: resource for resource in deployment.resources}
    for assignment in deployment.of(_ARM):
        opened = by_id.get(str(assignment.at("scope")))
        yield assignment, opened, _role(assignment)
    for assignment in deployment.of(_COSMOS):
        account = next(
            (one for one in deployment.of("DocumentDB/databaseAccounts") if assignment.name.startswith(f"{one.name}/")),
            None,
        )
        yield assignment, account, _role(assignment)


def stand_beside_what_they_open(deployment: Deployment) -> Iterator[str]:
    """Access is read where the thing is; an assignment without a scope would open the whole resource group."""
    for assignment, opened, _ in _granted(deployment):
        if opened is None:
            yield f"{assignment}: scope is {assignment.at('scope')}; it must be one resource of this file"
        elif opened.file != assignment.file:
            yield f"{assignment}: opens {opened.symbolic} of {opened.file}; move it there"


def are_those_of_the_table(deployment: Deployment) -> Iterator[str]:
    """Each role at its own scope, and what is a deployer's never given to an app."""
    apps = {
        f"{identity.id}.properties.principalId" for identity in deployment.of("ManagedIdentity/userAssignedIdentities")
    }
    for assignment, opened, role in _granted(deployment):
        if opened is not None and role not in GRANTS.get(opened.type, set()):
            yield f"{assignment}: grants {role} on {opened.type}, which the table in docs/operations.md does not have"
        principal = assignment.at("properties.principalId")
        if principal in apps and role in _DEPLOYERS:
            yield f"{assignment}: gives an app {role}, which is for whoever deploys"
        if principal not in apps and role not in _DEPLOYERS:
            yield f"{assignment}: gives {role} to {principal}, which is no app of this deployment"
        if assignment.type.endswith("/roleAssignments") and not assignment.at("properties.principalType"):
            yield f"{assignment}: needs principalType; without it a fresh identity may not be found yet"
    for assignment in deployment.of(_COSMOS):
        if not str(assignment.at("properties.scope")).endswith("/dbs/assist"):
            yield f"{assignment}: scope is {assignment.at('properties.scope')}; the database /dbs/assist is enough"


def only_deployers_open_releases(deployment: Deployment) -> Iterator[str]:
    """No app may touch what is deployed next, and the deployer none of the apps' accounts."""
    storage: dict[str, set[bool]] = {}
    for _, opened, role in _granted(deployment):
        if opened is not None and opened.type.startswith("Microsoft.Storage/"):
            storage.setdefault(opened.name.split("/")[0], set()).add(role in _DEPLOYERS)
    for account, deployers in storage.items():
        if len(deployers) > 1:
            yield f"{account}: opened by an app and by whoever deploys; an app could change what is deployed next"


def open_every_neighbour(deployment: Deployment) -> Iterator[str]:
    """Both apps have each role that an app needs."""
    apps = {
        f"{identity.id}.properties.principalId" for identity in deployment.of("ManagedIdentity/userAssignedIdentities")
    }
    held: dict[str, set[str]] = {}
    for assignment, _, role in _granted(deployment):
        held.setdefault(role, set()).add(str(assignment.at("properties.principalId")))
    for kind, roles in GRANTS.items():
        for role in sorted(roles - _DEPLOYERS):
            if missing := apps - held.get(role, set()):
                yield f"{kind}: {role} is not granted to {', '.join(sorted(missing))}"

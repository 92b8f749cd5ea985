"""Names that Azure takes, however long the environment's name is, and no two the same."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from tests.bicep.deployed import Deployment

_FORMS: Mapping[str, str] = {
    "Microsoft.Cdn/profiles/afdEndpoints": r"[a-zA-Z0-9][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]",
    "Microsoft.Communication/communicationServices": r"[a-zA-Z0-9-]{1,63}",
    "Microsoft.DocumentDB/databaseAccounts": r"[a-z0-9][a-z0-9-]{1,42}[a-z0-9]",
    "Microsoft.KeyVault/vaults": r"[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]",
    "Microsoft.ManagedIdentity/userAssignedIdentities": r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}",
    "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies": r"[a-zA-Z][a-zA-Z0-9]{0,127}",
    "Microsoft.OperationalInsights/workspaces": r"[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]",
    "Microsoft.Resources/deployments": r"[\w.()-]{1,64}",
    "Microsoft.Storage/storageAccounts": r"[a-z0-9]{3,24}",
    "Microsoft.Web/serverfarms": r"[a-zA-Z0-9-]{1,60}",
    "Microsoft.Web/sites": r"[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]",
}
"""Microsoft's page "Naming rules and restrictions for Azure resources"."""


def fits(deployment: Deployment) -> Iterator[str]:
    """The last part of each name has the form that its service takes."""
    for resource in deployment.resources:
        name = resource.name.split("/")[-1]
        if resource.type in _FORMS and not re.fullmatch(_FORMS[resource.type], name):
            yield f"{resource}: {name} ({len(name)} characters) is no name for {resource.type}: {_FORMS[resource.type]}"


def is_unique(deployment: Deployment) -> Iterator[str]:
    """Two of one type and name would be one resource, written twice; two module calls would overtake each other."""
    counted = Counter((one.type, one.name.lower(), str(one.at("scope"))) for one in deployment.resources)
    for (kind, name, _), times in counted.items():
        if times > 1:
            yield f"{kind} {name} is declared {times} times; each needs a name of its own"

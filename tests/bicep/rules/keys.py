"""No key opens anything; what is lost can be had again."""

from collections.abc import Iterator

from tests.bicep.deployed import Deployment
from tests.bicep.functions import Value

_OFF: tuple[tuple[str, str, Value, str], ...] = (
    ("DocumentDB/databaseAccounts", "disableLocalAuth", True, "keys would open every call and audit row"),
    ("DocumentDB/databaseAccounts", "minimalTlsVersion", "Tls12", "older TLS is broken"),
    ("Storage/storageAccounts", "allowSharedKeyAccess", False, "a key would open the packages that are run"),
    ("Storage/storageAccounts", "allowBlobPublicAccess", False, "nothing in there is for the public"),
    ("Storage/storageAccounts", "supportsHttpsTrafficOnly", True, "nothing goes in the clear"),
    ("Storage/storageAccounts", "minimumTlsVersion", "TLS1_2", "older TLS is broken"),
    ("Insights/components", "DisableLocalAuth", True, "whoever has the connection string could write telemetry"),
    ("OperationalInsights/workspaces", "features.disableLocalAuth", True, "a key would write into the logs"),
    ("Communication/communicationServices", "disableLocalAuth", True, "a key would make and read calls"),
    ("KeyVault/vaults", "enableRbacAuthorization", True, "access policies let a Contributor in"),
    ("KeyVault/vaults", "enablePurgeProtection", True, "a deleted vault must stay restorable"),
)


def are_off(deployment: Deployment) -> Iterator[str]:
    """Local authentication is off wherever there is such a switch."""
    for kind, path, wanted, why in _OFF:
        found = deployment.of(kind)
        if not found:
            yield f"no Microsoft.{kind} in the deployment"
        for resource in found:
            if resource.at(f"properties.{path}") != wanted:
                yield f"{resource}: {path} must be {wanted}: {why}".replace("True", "true").replace("False", "false")
    for vault in deployment.of("KeyVault/vaults"):
        if vault.at("properties.enableSoftDelete") is False:
            yield f"{vault}: enableSoftDelete must be true"


def one_region_writes(deployment: Deployment) -> Iterator[str]:
    """Where several write, two can redeem one PIN; and reads are of what was last written."""
    for account in deployment.of("DocumentDB/databaseAccounts"):
        if account.at("properties.enableMultipleWriteLocations") is not False:
            yield f"{account}: enableMultipleWriteLocations must be false; two regions could redeem one PIN"
        if account.at("properties.consistencyPolicy.defaultConsistencyLevel") != "Strong":
            yield f"{account}: defaultConsistencyLevel must be Strong; unknown outcomes are settled by reading again"
        locations = account.at("properties.locations")
        priorities = (
            [one.get("failoverPriority") for one in locations if isinstance(one, dict)]
            if isinstance(locations, list)
            else []
        )
        if sorted(map(str, priorities)) != [str(at) for at in range(len(priorities))] or not priorities:
            yield f"{account}: locations must have the failover priorities 0, 1, ..., and have {priorities}"
        if len(priorities) > 1 and account.at("properties.enableAutomaticFailover") is not True:
            yield f"{account}: enableAutomaticFailover must be true where there is a second region"


def containers_are_those_of_the_store(deployment: Deployment, declared: list[dict[str, Value]]) -> Iterator[str]:
    """`shared/adapters/cosmos/containers.json` is the one place that says what they are."""
    deployed = {
        one.name.split("/")[-1]: one for one in deployment.of("DocumentDB/databaseAccounts/sqlDatabases/containers")
    }
    wanted = {str(one["id"]): one for one in declared}
    for name in sorted(set(deployed) ^ set(wanted)):
        yield f"container {name} is in one of containers.json and the deployment only"
    for name in sorted(set(deployed) & set(wanted)):
        found = deployed[name].at("properties.resource")
        assert isinstance(found, dict)
        for field, value in wanted[name].items():
            days = deployment.arguments.get("auditRetentionDays")
            kept = (
                days * 86400
                if name == "audit" and field == "defaultTtl" and isinstance(days, int) and days > 0
                else value
            )
            if found.get(field) != kept:
                yield f"{deployed[name]}: {field} of {name} is {found.get(field)}; containers.json says {kept}"

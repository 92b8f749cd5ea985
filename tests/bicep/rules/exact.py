"""Values that hold as they are: sign-in, what can be had again, what is logged and measured."""

from collections.abc import Iterator, Mapping

from tests.bicep.deployed import Deployment, Resource
from tests.bicep.functions import Value
from tests.bicep.rules.apps import app, settings
from tests.bicep.rules.values import objects

_TABLE: tuple[tuple[str, str, Value, str], ...] = (
    ("DocumentDB/databaseAccounts", "backupPolicy.continuousModeProperties.tier", "Continuous30Days", "a month back"),
    ("Authorization/locks", "level", "CanNotDelete", "nobody deletes calls in passing"),
    ("Storage/storageAccounts/blobServices", "isVersioningEnabled", True, "an overwritten package can be had again"),
    ("Storage/storageAccounts/blobServices", "deleteRetentionPolicy", {"enabled": True, "days": 30}, "deleted, too"),
    ("Storage/storageAccounts/blobServices/containers", "publicAccess", "None", "nothing there is for the public"),
    ("KeyVault/vaults", "softDeleteRetentionInDays", 90, "a deleted key can be had again for as long as it goes"),
    ("Insights/components", "DisableIpMasking", False, "addresses of customers are not kept"),
    ("OperationalInsights/workspaces", "workspaceCapping.dailyQuotaGb", -1, "beyond a cap the alerts are blind"),
)
_SIGN_IN: Mapping[str, Value] = {
    "httpSettings.forwardProxy.convention": "Standard",
    "login.tokenStore.enabled": False,
    "login.allowedExternalRedirectUrls": [],
    "login.cookieExpiration": {"convention": "FixedTime", "timeToExpiration": "08:00:00"},
    "login.nonce.validateNonce": True,
}
_LOGS: Mapping[str, set[str]] = {
    "Microsoft.Cdn/profiles": {
        "FrontDoorAccessLog",
        "FrontDoorHealthProbeLog",
        "FrontDoorWebApplicationFirewallLog",
    },
    "Microsoft.Communication/communicationServices": {
        "AuthOperational",
        "RoomsOperational",
        "CallSummary",
        "CallDiagnostics",
    },
    # Not QueryRuntimeStatistics, which has texts of queries.
    "Microsoft.DocumentDB/databaseAccounts": {
        "DataPlaneRequests",
        "ControlPlaneRequests",
        "PartitionKeyRUConsumption",
    },
    "Microsoft.KeyVault/vaults": {"AuditEvent", "AzurePolicyEvaluationDetails"},
    "Microsoft.Network/networkSecurityGroups": {"NetworkSecurityGroupEvent", "NetworkSecurityGroupRuleCounter"},
    "Microsoft.OperationalInsights/workspaces": {"Audit"},
    "Microsoft.Storage/storageAccounts/blobServices": {"StorageRead", "StorageWrite", "StorageDelete"},
    "Microsoft.Web/sites": {"allLogs"},
}
"""Type -> what its diagnostic setting takes, no more and no less."""
SHORTEST_AUDIT_DAYS = 365


def values_hold(deployment: Deployment) -> Iterator[str]:
    """Each value of the table, on every resource of its type."""
    for kind, path, wanted, why in _TABLE:
        for resource in deployment.of(kind):
            if (found := resource.at(f"properties.{path}")) != wanted:
                yield f"{resource}: {path} must be {wanted}, and is {found}: {why}"


def the_sign_in_is_whole(deployment: Deployment) -> Iterator[str]:
    """No token is kept, no other audience or tenant taken, nobody led elsewhere."""
    site = app(deployment, "operator")
    for config in deployment.of("Web/sites/config"):
        if config.name != f"{site.name}/authsettingsV2":
            continue
        for path, wanted in _SIGN_IN.items():
            if (found := config.at(f"properties.{path}")) != wanted:
                yield f"{config}: {path} must be {wanted}, and is {found}"
        audiences = config.at("properties.identityProviders.azureActiveDirectory.validation.allowedAudiences")
        if audiences != [deployment.arguments["operatorClientId"]]:
            yield f"{config}: allowedAudiences must be operatorClientId alone, and is {audiences}"
    if settings(deployment, site).get("WEBSITE_AUTH_AAD_ALLOWED_TENANTS") != deployment.arguments["tenantId"]:
        yield f"{site}: WEBSITE_AUTH_AAD_ALLOWED_TENANTS must be tenantId"


def logs_are_complete(deployment: Deployment) -> Iterator[str]:
    """Each diagnostic setting takes the logs that its type must have."""
    by_id = {resource.id: resource for resource in deployment.resources}
    for setting in deployment.of("Insights/diagnosticSettings"):
        watched = by_id[str(setting.at("scope"))]
        taken = {
            str(part.get("category") or part.get("categoryGroup"))
            for part in objects(setting.at("properties.logs"))
            if part.get("enabled") is True
        }
        if taken != (wanted := _LOGS.get(watched.type, set())):
            yield f"{setting}: takes {sorted(taken)}; it must be {sorted(wanted)}"


def the_network_ends_in_a_refusal(deployment: Deployment) -> Iterator[str]:
    """The last rule of each security group denies; nothing is allowed from or to everywhere."""
    for group in deployment.of("Network/networkSecurityGroups"):
        rules = objects(group.at("properties.securityRules"))
        last = _inner(max(rules, key=lambda rule: int(str(_inner(rule).get("priority")))))
        if last.get("access") != "Deny" or last.get("protocol") != "*" or last.get("destinationPortRange") != "*":
            yield f"{group}: its last rule must deny what no other allowed"
        for rule in map(_inner, rules):
            if rule.get("access") == "Allow" and rule.get("destinationPortRange") != "443":
                yield f"{group}: allows port {rule.get('destinationPortRange')}; HTTPS alone"


def _inner(rule: dict[str, Value]) -> dict[str, Value]:
    inner = rule.get("properties")
    return inner if isinstance(inner, dict) else {}


def audit_rows_are_kept(deployment: Deployment) -> Iterator[str]:
    """In production for a year at least, or for ever."""
    days = deployment.arguments["auditRetentionDays"]
    if isinstance(days, int) and 0 < days < SHORTEST_AUDIT_DAYS:
        yield f"auditRetentionDays is {days}; 0 (for ever) or {SHORTEST_AUDIT_DAYS} at least"


def every_change_raises_an_alert(deployment: Deployment) -> Iterator[str]:
    """Whatever is deployed: somebody hears of it when it is written, but for the types below."""
    told = {
        str(one.get("equals")).lower()
        for alert in deployment.of("Insights/activityLogAlerts")
        for condition in objects(alert.at("properties.condition.allOf"))
        for one in objects(condition.get("anyOf"))
    }
    silent: dict[str, Resource] = {one.type: one for one in deployment.resources if one.type not in UNTOLD}
    for kind, resource in sorted(silent.items()):
        if f"{kind}/write".lower() not in told:
            yield f"{resource}: no alert of alerts/changes.bicep has {kind}/write, nor is there a reason in UNTOLD"


UNTOLD: Mapping[str, str] = {
    "Microsoft.DocumentDB/databaseAccounts/sqlDatabases": "throughput alone; the lock keeps it from being deleted",
    "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers": "the same",
    "Microsoft.Network/networkSecurityGroups": "the network is the bank's, who watches it",
    "Microsoft.Network/privateDnsZones": "the network is the bank's, who watches it",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks": "the network is the bank's, who watches it",
    "Microsoft.Network/privateEndpoints": "the network is the bank's, who watches it",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups": "the network is the bank's, who watches it",
    "Microsoft.Network/virtualNetworks": "the network is the bank's, who watches it",
    "Microsoft.Resources/deployments": "what is deployed is told by itself",
    "Microsoft.Resources/resourceGroups": "holds tags alone",
}
"""Types whose change raises no alert, each with the reason."""

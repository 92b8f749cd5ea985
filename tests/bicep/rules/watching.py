"""Everything is watched: logs of every resource in one workspace, and alerts that reach somebody."""

from collections.abc import Iterator

from tests.bicep.deployed import Deployment
from tests.bicep.rules.values import objects, strings

UNLOGGED = {
    "Microsoft.Authorization/locks": "a lock has no log; changes of it are in the Activity Log",
    "Microsoft.Authorization/roleAssignments": "the Activity Log has them",
    "Microsoft.Cdn/profiles/afdEndpoints": "the profile's setting covers it",
    "Microsoft.Cdn/profiles/afdEndpoints/routes": "the profile's setting covers it",
    "Microsoft.Cdn/profiles/customDomains": "the profile's setting covers it",
    "Microsoft.Cdn/profiles/originGroups": "the profile's setting covers it",
    "Microsoft.Cdn/profiles/originGroups/origins": "the profile's setting covers it",
    "Microsoft.Cdn/profiles/securityPolicies": "the profile's setting covers it",
    "Microsoft.DocumentDB/databaseAccounts/sqlDatabases": "the account's setting covers it",
    "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers": "the account's setting covers it",
    "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments": "the account's ControlPlaneRequests have them",
    "Microsoft.Insights/actionGroups": "the Activity Log has what it sent",
    "Microsoft.Insights/activityLogAlerts": "the Activity Log has its firings",
    "Microsoft.Insights/components": "keeps its data in the workspace already, and would have it there twice",
    "Microsoft.Insights/diagnosticSettings": "is the setting itself",
    "Microsoft.Insights/metricAlerts": "no resource log",
    "Microsoft.Insights/scheduledQueryRules": "no log but metrics of its own runs",
    "Microsoft.Insights/webtests": "its results are in Application Insights",
    "Microsoft.ManagedIdentity/userAssignedIdentities": "sign-ins are in Entra's log, which is the tenant's",
    "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies": "its log is the profile's",
    "Microsoft.Network/privateDnsZones": "no resource log",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks": "no resource log",
    "Microsoft.Network/privateEndpoints": "no resource log",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups": "no resource log",
    "Microsoft.Network/virtualNetworks/subnets": "the network's setting covers it",
    "Microsoft.Resources/deployments": "a module call; the Activity Log has it",
    "Microsoft.Resources/resourceGroups": "the Activity Log is its log",
    "Microsoft.Storage/storageAccounts": "has metrics; its logs are those of blobServices, which has a setting",
    "Microsoft.Storage/storageAccounts/blobServices/containers": "the setting of blobServices covers it",
    "Microsoft.Web/sites/basicPublishingCredentialsPolicies": "part of the site",
    "Microsoft.Web/sites/config": "part of the site",
}
"""Types without a diagnostic setting of their own, each with the reason."""


def logs_reach_the_workspace(deployment: Deployment) -> Iterator[str]:
    """Every resource that can has a diagnostic setting, to the one workspace, with something in it."""
    workspaces = [workspace.id for workspace in deployment.of("OperationalInsights/workspaces")]
    if len(workspaces) != 1:
        yield f"{len(workspaces)} Log Analytics workspaces; there is one"
    watched: set[str] = set()
    for setting in deployment.of("Insights/diagnosticSettings"):
        if setting.at("properties.workspaceId") not in workspaces:
            yield f"{setting}: workspaceId is {setting.at('properties.workspaceId')}; it must be the one workspace"
            continue
        parts = objects(setting.at("properties.logs")) + objects(setting.at("properties.metrics"))
        if not any(part.get("enabled") is True for part in parts):
            yield f"{setting}: nothing in it is enabled"
            continue
        watched.add(str(setting.at("scope")))
    for resource in deployment.resources:
        if resource.type not in UNLOGGED and resource.id not in watched:
            yield f"{resource}: {resource.type} has no diagnosticSettings in its scope, nor a reason in UNLOGGED"


def alerts(deployment: Deployment) -> list[str]:
    """Names of all alerts."""
    return sorted(
        one.name
        for one in deployment.of("Insights/metricAlerts", "Insights/scheduledQueryRules", "Insights/activityLogAlerts")
    )


def alerts_reach_somebody(deployment: Deployment) -> Iterator[str]:
    """Each is on and has an action group of this deployment, which has an address."""
    groups = deployment.of("Insights/actionGroups")
    ids = {group.id for group in groups}
    for group in groups:
        reached = [
            part for key in ("emailReceivers", "webhookReceivers") for part in objects(group.at(f"properties.{key}"))
        ]
        if group.at("properties.enabled") is not True or not reached:
            yield f"{group}: must be enabled and have a receiver"
    for kind in ("Insights/metricAlerts", "Insights/scheduledQueryRules", "Insights/activityLogAlerts"):
        for alert in deployment.of(kind):
            if alert.at("properties.enabled") is not True:
                yield f"{alert}: {alert.name} must be enabled"
            if not ids & set(strings(alert.at("properties.actions"))):
                yield f"{alert}: {alert.name} has no action group, so it reaches nobody"
    if not alerts(deployment):
        yield "there are no alerts"


def resources_say_whose_they_are(deployment: Deployment) -> Iterator[str]:
    """Tags, so that cost and owner of each resource can be found."""
    for resource in deployment.resources:
        if "location" not in resource.body or resource.type.endswith("/routes"):
            continue
        tags = resource.at("tags")
        if not isinstance(tags, dict) or deployment.arguments["environmentName"] not in tags.values():
            yield f"{resource}: tags must have the environment's name, and are {tags}"

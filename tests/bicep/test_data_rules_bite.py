"""The rules about data, roles and watching report the very mistake that each is for."""

import json
from functools import partial

import pytest

from tests.bicep.mutations import Change, Rule, gone, moved, put
from tests.bicep.project import deployed, read
from tests.bicep.rules import keys, network, roles, watching

_COSMOS, _VAULT, _STORAGE = "DocumentDB/databaseAccounts", "KeyVault/vaults", "Storage/storageAccounts"
_CONTAINERS = json.loads(read("shared/adapters/cosmos/containers.json"))
_containers = partial(keys.containers_are_those_of_the_store, declared=_CONTAINERS)

MISTAKES: list[tuple[Rule, Change, str]] = [
    (keys.are_off, put(_COSMOS, "properties.disableLocalAuth", False), "disableLocalAuth"),
    (keys.are_off, put(_STORAGE, "properties.allowSharedKeyAccess", True), "allowSharedKeyAccess"),
    (keys.are_off, put("Insights/components", "properties.DisableLocalAuth", False), "DisableLocalAuth"),
    (keys.are_off, put(_VAULT, "properties.enablePurgeProtection", None), "enablePurgeProtection"),
    (keys.are_off, put(_VAULT, "properties.enableRbacAuthorization", False), "enableRbacAuthorization"),
    (keys.one_region_writes, put(_COSMOS, "properties.enableMultipleWriteLocations", True), "redeem one PIN"),
    (
        keys.one_region_writes,
        put(_COSMOS, "properties.consistencyPolicy.defaultConsistencyLevel", "Session"),
        "Strong",
    ),
    (
        _containers,
        put("DocumentDB/databaseAccounts/sqlDatabases/containers", "properties.resource.defaultTtl", 60),
        "defaultTtl",
    ),
    (_containers, gone("DocumentDB/databaseAccounts/sqlDatabases/containers"), "only"),
    (network.data_is_private, put(_COSMOS, "properties.publicNetworkAccess", "Enabled"), "must be Disabled"),
    (network.data_is_private, put(_VAULT, "properties.publicNetworkAccess", "Enabled"), "must be Disabled"),
    (network.data_has_private_addresses, gone("Network/privateEndpoints"), "no private endpoint"),
    (network.data_has_private_addresses, gone("Network/privateEndpoints/privateDnsZoneGroups"), "private DNS zone"),
    (
        network.data_has_private_addresses,
        put("Web/sites", "properties.virtualNetworkSubnetId", None),
        "virtualNetworkSubnetId",
    ),
    (
        roles.stand_beside_what_they_open,
        put("Authorization/roleAssignments", "scope", None),
        "one resource of this file",
    ),
    (
        roles.stand_beside_what_they_open,
        lambda deployment: moved(deployment, "Authorization/roleAssignments", "bicep/modules/roles.bicep"),
        "move it there",
    ),
    (
        roles.are_those_of_the_table,
        put(
            "Authorization/roleAssignments",
            "properties.roleDefinitionId",
            "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c",
        ),
        "which the table",
    ),
    (
        roles.are_those_of_the_table,
        put("DocumentDB/databaseAccounts/sqlRoleAssignments", "properties.scope", "/"),
        "/dbs/assist",
    ),
    (roles.open_every_neighbour, gone("Authorization/roleAssignments", "vault/"), "is not granted"),
    (watching.logs_reach_the_workspace, gone("Insights/diagnosticSettings"), "no diagnosticSettings"),
    (
        watching.logs_reach_the_workspace,
        put("Insights/diagnosticSettings", "properties.workspaceId", "x"),
        "must be the one workspace",
    ),
    (watching.alerts_reach_somebody, put("Insights/metricAlerts", "properties.actions", []), "reaches nobody"),
    (watching.alerts_reach_somebody, put("Insights/scheduledQueryRules", "properties.actions", {}), "reaches nobody"),
    (
        watching.alerts_reach_somebody,
        put("Insights/scheduledQueryRules", "properties.enabled", False),
        "must be enabled",
    ),
    (watching.alerts_reach_somebody, put("Insights/actionGroups", "properties.emailReceivers", []), "have a receiver"),
    (watching.resources_say_whose_they_are, put(_COSMOS, "tags", {}), "tags must have"),
]


@pytest.mark.parametrize(("rule", "change", "said"), MISTAKES)
def test_the_rule_reports_the_mistake(rule: Rule, change: Change, said: str) -> None:
    right = deployed("private")

    assert list(rule(right)) == []
    assert any(said in finding for finding in rule(change(right)))

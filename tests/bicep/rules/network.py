"""With `privateNetwork`, data can be reached through the bank's network alone."""

from collections.abc import Iterator

from tests.bicep.deployed import Deployment, Resource
from tests.bicep.rules.values import objects, strings

_PRIVATE = ("DocumentDB/databaseAccounts", "KeyVault/vaults", "Storage/storageAccounts")


def data_is_private(deployment: Deployment) -> Iterator[str]:
    """Public access is off, or closed to all but the administrators' addresses where such are given."""
    addresses = deployment.arguments.get("adminAddresses") or []
    for resource in deployment.of(*_PRIVATE):
        access = resource.at("properties.publicNetworkAccess")
        exempt = addresses and not resource.type.endswith("databaseAccounts")
        if access == "Disabled":
            continue
        if not exempt:
            yield f"{resource}: publicNetworkAccess must be Disabled with privateNetwork, and is {access}"
        elif resource.at("properties.networkAcls.defaultAction") != "Deny" or _admitted(resource) != addresses:
            yield f"{resource}: networkAcls must deny all but adminAddresses, and admit {_admitted(resource)}"


def _admitted(resource: Resource) -> list[object]:
    return [rule.get("value") for rule in objects(resource.at("properties.networkAcls.ipRules"))]


def data_has_private_addresses(deployment: Deployment) -> Iterator[str]:
    """Each has a private endpoint with its name in the private DNS; both apps stand in the network."""
    endpoints = deployment.of("Network/privateEndpoints")
    zones = {zone.id for zone in deployment.of("Network/privateDnsZones")}
    groups = deployment.of("Network/privateEndpoints/privateDnsZoneGroups")
    for resource in deployment.of(*_PRIVATE):
        own = [one for one in endpoints if resource.id in strings(one.at("properties.privateLinkServiceConnections"))]
        if not own:
            yield f"{resource}: no private endpoint leads to it"
        for endpoint in own:
            named = [group for group in groups if group.name.startswith(f"{endpoint.name}/")]
            if not any(zones & set(strings(group.at("properties"))) for group in named):
                yield f"{endpoint}: its name is in no private DNS zone, so the apps would go to the public address"
    for site in deployment.of("Web/sites"):
        if not site.at("properties.virtualNetworkSubnetId"):
            yield f"{site}: virtualNetworkSubnetId must be the apps' subnet with privateNetwork"

// A network of the apps' own: they go out through it, and the store, the vault and the storage answer inside it alone.

param namePrefix string
param location string
param tags object
param workspaceId string
@description('A range that the bank uses nowhere else, of 256 addresses.')
param addressPrefix string = '10.60.0.0/24'
@description('Inside the range; both apps share it. Flex Consumption wants at least 32 addresses.')
param appsPrefix string = '10.60.0.0/26'
@description('Inside the range, one address for each private endpoint.')
param endpointsPrefix string = '10.60.0.64/27'

var zoneNames = [
  // The same everywhere in Azure's public cloud, which is the one that this is written for.
  'privatelink.documents.azure.com'
  'privatelink.vaultcore.azure.net'
  #disable-next-line no-hardcoded-env-urls
  'privatelink.blob.core.windows.net'
]

// Out: HTTPS to Azure's services, the bank's sign-in and key feeds. Which hosts the app may ask is its own allow-list.
resource appsRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: '${namePrefix}-apps'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'https-out'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: appsPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRange: '443'
        }
      }
      {
        name: 'nothing-else-to-the-internet'
        properties: {
          priority: 4000
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

// In: HTTPS from the apps. Nothing else of the network may ask, and nothing goes out.
resource endpointsRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: '${namePrefix}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'https-from-the-apps'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: appsPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: endpointsPrefix
          destinationPortRange: '443'
        }
      }
      {
        name: 'nobody-else'
        properties: {
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: '${namePrefix}-network'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: appsPrefix
          networkSecurityGroup: { id: appsRules.id }
          delegations: [
            {
              // What Flex Consumption asks for; other plans are delegated to Microsoft.Web/serverFarms.
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: endpointsPrefix
          networkSecurityGroup: { id: endpointsRules.id }
          // Without it the rules above would not hold for private endpoints.
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
          defaultOutboundAccess: false
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for zoneName in zoneNames: {
  name: zoneName
  location: 'global'
  tags: tags
}]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (zoneName, i) in zoneNames: {
  parent: zones[i]
  name: '${namePrefix}-network'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}]

resource networkDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: network
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource appsRulesDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: appsRules
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'NetworkSecurityGroupEvent', enabled: true }, { category: 'NetworkSecurityGroupRuleCounter', enabled: true }]
  }
}

resource endpointsRulesDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: endpointsRules
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'NetworkSecurityGroupEvent', enabled: true }, { category: 'NetworkSecurityGroupRuleCounter', enabled: true }]
  }
}

output appsSubnetId string = '${network.id}/subnets/apps'
output endpointsSubnetId string = '${network.id}/subnets/endpoints'
output cosmosZoneId string = zones[0].id
output vaultZoneId string = zones[1].id
output blobZoneId string = zones[2].id

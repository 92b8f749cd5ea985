// The store of calls and of audit rows: one region that writes, no keys, point-in-time restore.

param name string
param location string
param tags object
param workspaceId string
@description('Object ids of the apps\' identities.')
param principalIds array
@description('A second region, which reads and takes over when the first is lost; empty: none. At most 8,000 km away, or Azure refuses Strong.')
param secondaryLocation string = ''
@description('Most request units a second, shared by the containers; it scales itself between a tenth of this and this. 0: serverless, for trying out, which has one region only.')
param maxThroughput int = 4000
@description('Copies in three zones of each region; the regions must have zones.')
param zoneRedundant bool = true
@description('How far back a point-in-time restore can go.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param backupTier string = 'Continuous30Days'
@description('Days after which audit rows are deleted; 0: never.')
param auditRetentionDays int = 0
@description('Where the private endpoint stands; empty: none, and the account answers on its public address.')
param endpointsSubnetId string = ''
param privateDnsZoneId string = ''

var private = !empty(endpointsSubnetId)
var serverless = maxThroughput == 0
var databaseName = 'assist'
var containers = loadJsonContent('../../shared/adapters/cosmos/containers.json')
var secondsADay = 86400
// Cosmos DB Built-in Data Contributor: not one of Azure's roles but the account's own.
var dataContributorRoleId = '00000000-0000-0000-0000-000000000002'
var firstRegion = [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
var secondRegion = [{ locationName: secondaryLocation, failoverPriority: 1, isZoneRedundant: zoneRedundant }]

// Strong: a write is acknowledged once every region has it, so a failover loses nothing. With two regions it follows that
// writing stops while the second is away, until it is taken offline; a third region would carry on by majority.
resource account 'Microsoft.DocumentDB/databaseAccounts@2025-10-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  // checkov:skip=CKV_AZURE_101:Disabled with the private endpoint; without one apps on Flex Consumption have no fixed address, and keys are off
  properties: {
    databaseAccountOfferType: 'Standard'
    // With several regions that write, two could redeem one PIN.
    enableMultipleWriteLocations: false
    // Always, with one region too: Azure refuses a request that changes the regions and anything else at once.
    enableAutomaticFailover: true
    locations: empty(secondaryLocation) ? firstRegion : concat(firstRegion, secondRegion)
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkAclBypass: 'None'
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: backupTier }
    }
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Calls and their audit rows. Remove this lock on purpose, never in passing.'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-10-15' = {
  parent: account
  name: databaseName
  tags: tags
  properties: {
    resource: { id: databaseName }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

@batchSize(1)
resource containerOf 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-10-15' = [for container in containers: {
  parent: database
  name: container.id
  tags: tags
  properties: {
    resource: {
      id: container.id
      partitionKey: container.partitionKey
      indexingPolicy: container.indexingPolicy
      defaultTtl: (container.id == 'audit' && auditRetentionDays > 0) ? auditRetentionDays * secondsADay : container.defaultTtl
    }
  }
}]

resource dataContributor 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2025-10-15' existing = {
  parent: account
  name: dataContributorRoleId
}

// One after the other: the account takes one change of its roles at a time.
@batchSize(1)
resource appsMayReadAndWrite 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-10-15' = [for principalId in principalIds: {
  parent: account
  name: guid(account.id, principalId, dataContributorRoleId)
  properties: {
    roleDefinitionId: dataContributor.id
    principalId: principalId
    scope: '${account.id}/dbs/${databaseName}'
  }
  dependsOn: [database]
}]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    // Not QueryRuntimeStatistics: texts of queries. "Full-text query" stays off, as a new account has it.
    logs: [
      { category: 'DataPlaneRequests', enabled: true }
      { category: 'ControlPlaneRequests', enabled: true }
      { category: 'PartitionKeyRUConsumption', enabled: true }
    ]
    metrics: [{ category: 'Requests', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (private) {
  name: 'cosmos-endpoint'
  params: {
    name: '${name}-endpoint'
    location: location
    tags: tags
    serviceId: account.id
    groupId: 'Sql'
    subnetId: endpointsSubnetId
    privateDnsZoneId: privateDnsZoneId
  }
}

output endpoint string = account.properties.documentEndpoint
output databaseName string = databaseName
output accountId string = account.id
output accountName string = account.name

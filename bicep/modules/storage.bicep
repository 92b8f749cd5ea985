// One app's own storage: the host's lease for the timer, and the packages it is deployed from.

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param workspaceId string
@description('Object id of the app\'s identity.')
param principalId string
@description('Object id of who uploads packages; empty: nobody yet.')
param deployerPrincipalId string = ''
@description('What the deployer is: a deployment\'s identity, or a person.')
@allowed(['ServicePrincipal', 'User', 'Group'])
param deployerPrincipalType string = 'ServicePrincipal'
@description('Three zones of a region, or one building.')
@allowed(['Standard_ZRS', 'Standard_LRS'])
param redundancy string = 'Standard_ZRS'
@description('Addresses in CIDR form from which packages may be uploaded when the storage is private.')
param adminAddresses array = []
@description('Where the private endpoint stands; empty: none, and the storage answers on its public address.')
param endpointsSubnetId string = ''
param privateDnsZoneId string = ''

var private = !empty(endpointsSubnetId)
var packageContainerName = 'packages'
var keptDays = 30
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles: Storage Blob Data Owner, Storage Blob Data
// Contributor, Storage Blob Delegator.
var blobOwnerRoleId = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var blobContributorRoleId = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var blobDelegatorRoleId = 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  // checkov:skip=CKV_AZURE_35:Denies by default with the private endpoint; without one apps on Flex Consumption have no fixed address
  // checkov:skip=CKV_AZURE_206:Leases and packages only; three zones suffice, and a package is built again elsewhere
  sku: { name: redundancy }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: (private && empty(adminAddresses)) ? 'Disabled' : 'Enabled'
    networkAcls: {
      // Without a network of its own an app on Flex Consumption has no fixed address to let in: roles alone guard then.
      defaultAction: private ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
      ipRules: [for address in adminAddresses: { value: address, action: 'Allow' }]
      virtualNetworkRules: []
    }
  }
}

// A package that was overwritten or deleted can be deployed again for a month.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: keptDays }
    containerDeleteRetentionPolicy: { enabled: true, days: keptDays }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: packageContainerName
  properties: { publicAccess: 'None' }
}

// Blobs alone: the host keeps its lease and its keys there. Queues and tables serve triggers that this app has none of.
resource appOwnsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, blobOwnerRoleId)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobOwnerRoleId)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource deployerUploadsPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  name: guid(packages.id, deployerPrincipalId, blobContributorRoleId)
  scope: packages
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobContributorRoleId)
    principalId: deployerPrincipalId
    principalType: deployerPrincipalType
  }
}

// The address of a package is signed with a key that the account makes for its deployer: an action of the account, not of
// the container, and worth nothing without the role above.
resource deployerSignsAddresses 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  name: guid(account.id, deployerPrincipalId, blobDelegatorRoleId)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDelegatorRoleId)
    principalId: deployerPrincipalId
    principalType: deployerPrincipalType
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (private) {
  name: '${name}-endpoint'
  params: {
    name: '${name}-endpoint'
    location: location
    tags: tags
    serviceId: account.id
    groupId: 'blob'
    subnetId: endpointsSubnetId
    privateDnsZoneId: privateDnsZoneId
  }
}

output name string = account.name
output id string = account.id
output blobEndpoint string = account.properties.primaryEndpoints.blob
output packageContainerName string = packages.name

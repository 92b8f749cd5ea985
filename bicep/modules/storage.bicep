// One storage account with one container. An app's own holds its host's lease and what it runs; that of the releases
// holds packages (releases.bicep). No account serves both: an app could change what is deployed next.

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param workspaceId string
@description('The container.')
param containerName string
@description('Object id of the app\'s identity whose account it is; empty: no app\'s.')
param principalId string = ''
@description('Object id of who uploads packages and signs their addresses; empty: nobody.')
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
var keptDays = 30
// A storage firewall takes neither /32 nor /31: their addresses, one by one. Key Vault's takes both.
var octets = [for address in adminAddresses: split(split(address, '/')[0], '.')]
var firsts = [for (address, i) in adminAddresses: endsWith(address, '/31') ? '${join(take(octets[i], 3), '.')}.${(int(octets[i][3]) / 2) * 2}' : replace(address, '/32', '')]
var seconds = [for (address, i) in adminAddresses: endsWith(address, '/31') ? '${join(take(octets[i], 3), '.')}.${((int(octets[i][3]) / 2) * 2) + 1}' : firsts[i]]
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
      ipRules: [for address in union(firsts, seconds): { value: address, action: 'Allow' }]
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

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: containerName
  properties: { publicAccess: 'None' }
}

// Blobs alone: the host keeps its lease and its keys there. Queues and tables serve triggers that this app has none of.
resource appOwnsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(principalId)) {
  name: guid(account.id, principalId, blobOwnerRoleId)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobOwnerRoleId)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource deployerUploadsPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  name: guid(container.id, deployerPrincipalId, blobContributorRoleId)
  scope: container
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
output containerUrl string = '${account.properties.primaryEndpoints.blob}${container.name}'

// The vault of signing keys and peppers. It is made empty: scripts/vault_secrets.py puts the secrets there.

param name string
param location string
param tags object
param workspaceId string
@description('Object ids of the apps\' identities, which read secrets.')
param userPrincipalIds array
@description('Object id of who makes and rotates secrets; empty: nobody yet.')
param officerPrincipalId string = ''
@description('What the officer is: a deployment\'s identity, or a person.')
@allowed(['ServicePrincipal', 'User', 'Group'])
param officerPrincipalType string = 'ServicePrincipal'
@description('Addresses in CIDR form from which secrets may be made when the vault is private.')
param adminAddresses array = []
@description('Where the private endpoint stands; empty: none, and the vault answers on its public address.')
param endpointsSubnetId string = ''
param privateDnsZoneId string = ''

var private = !empty(endpointsSubnetId)
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles: Key Vault Secrets User, Key Vault Secrets Officer.
var secretsUserRoleId = '4633458b-17de-408a-874b-0445c86b69e6'
var secretsOfficerRoleId = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  // checkov:skip=CKV_AZURE_109:Denies by default with the private endpoint; without one apps on Flex Consumption have no fixed address
  // checkov:skip=CKV_AZURE_189:Disabled with the private endpoint, but for the addresses that administer secrets
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: (private && empty(adminAddresses)) ? 'Disabled' : 'Enabled'
    networkAcls: {
      // Without a network of its own an app on Flex Consumption has no fixed address to let in: roles alone guard then.
      defaultAction: private ? 'Deny' : 'Allow'
      bypass: 'None'
      ipRules: [for address in adminAddresses: { value: address }]
      virtualNetworkRules: []
    }
  }
}

resource appsReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for principalId in userPrincipalIds: {
  name: guid(vault.id, principalId, secretsUserRoleId)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUserRoleId)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

resource officerMakesSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(officerPrincipalId)) {
  name: guid(vault.id, officerPrincipalId, secretsOfficerRoleId)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficerRoleId)
    principalId: officerPrincipalId
    principalType: officerPrincipalType
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    // The table AZKVAuditLogs, which the alerts read.
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      { category: 'AuditEvent', enabled: true }
      { category: 'AzurePolicyEvaluationDetails', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (private) {
  name: 'key-vault-endpoint'
  params: {
    name: '${name}-endpoint'
    location: location
    tags: tags
    serviceId: vault.id
    groupId: 'vault'
    subnetId: endpointsSubnetId
    privateDnsZoneId: privateDnsZoneId
  }
}

output uri string = vault.properties.vaultUri
output name string = vault.name
output id string = vault.id

// Who changed what is deployed. A deployment raises these too: what matters is one for which no deployment ran.
// The message names the caller.

param tags object
param actionGroupId string

var alerts = [
  {
    name: 'app-changed'
    meaning: 'An app, its settings or its package was changed.'
    operations: [
      'Microsoft.Web/sites/write'
      'Microsoft.Web/sites/delete'
      'Microsoft.Web/sites/config/write'
      'Microsoft.Web/sites/extensions/write'
    ]
  }
  {
    name: 'front-door-changed'
    meaning: 'The firewall, a route or a caching rule was changed.'
    operations: [
      'Microsoft.Network/frontDoorWebApplicationFirewallPolicies/write'
      'Microsoft.Network/frontDoorWebApplicationFirewallPolicies/delete'
      'Microsoft.Cdn/profiles/securityPolicies/write'
      'Microsoft.Cdn/profiles/securityPolicies/delete'
      'Microsoft.Cdn/profiles/afdEndpoints/routes/write'
      'Microsoft.Cdn/profiles/ruleSets/rules/write'
    ]
  }
  {
    name: 'access-changed'
    meaning: 'Somebody was given or lost a role, or a lock, a log or a service\'s protection was changed.'
    operations: [
      'Microsoft.Authorization/roleAssignments/write'
      'Microsoft.Authorization/roleAssignments/delete'
      'Microsoft.Authorization/locks/delete'
      'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write'
      'Microsoft.DocumentDB/databaseAccounts/write'
      'Microsoft.KeyVault/vaults/write'
      'Microsoft.Communication/CommunicationServices/write'
      'Microsoft.Communication/CommunicationServices/RegenerateKey/action'
      'Microsoft.Storage/storageAccounts/write'
      'Microsoft.Insights/diagnosticSettings/delete'
    ]
  }
]

module alert 'change-alert.bicep' = [for one in alerts: {
  name: 'alert-${one.name}'
  params: {
    name: one.name
    tags: tags
    actionGroupId: actionGroupId
    meaning: one.meaning
    operations: one.operations
  }
}]

// Azure's own word on the resources of this group.
resource resourceHealth 'Microsoft.Insights/activityLogAlerts@2020-10-01' = {
  name: 'resource-health'
  location: 'global'
  tags: tags
  properties: {
    description: 'Azure reports that a resource is degraded or unavailable.'
    enabled: true
    scopes: [resourceGroup().id]
    condition: {
      allOf: [
        { field: 'category', equals: 'ResourceHealth' }
        { field: 'properties.currentHealthStatus', containsAny: ['Unavailable', 'Degraded'] }
      ]
    }
    actions: { actionGroups: [{ actionGroupId: actionGroupId }] }
  }
}

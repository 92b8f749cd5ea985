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
      'Microsoft.Web/sites/basicPublishingCredentialsPolicies/write'
      'Microsoft.Web/serverfarms/write'
    ]
  }
  {
    name: 'front-door-changed'
    meaning: 'The firewall, a host name, a route or where it leads was changed.'
    operations: [
      'Microsoft.Network/frontDoorWebApplicationFirewallPolicies/write'
      'Microsoft.Network/frontDoorWebApplicationFirewallPolicies/delete'
      'Microsoft.Cdn/profiles/securityPolicies/write'
      'Microsoft.Cdn/profiles/securityPolicies/delete'
      'Microsoft.Cdn/profiles/write'
      'Microsoft.Cdn/profiles/afdEndpoints/write'
      'Microsoft.Cdn/profiles/afdEndpoints/routes/write'
      'Microsoft.Cdn/profiles/afdEndpoints/routes/delete'
      'Microsoft.Cdn/profiles/customDomains/write'
      'Microsoft.Cdn/profiles/originGroups/write'
      'Microsoft.Cdn/profiles/originGroups/origins/write'
      'Microsoft.Cdn/profiles/ruleSets/rules/write'
    ]
  }
  {
    name: 'access-changed'
    meaning: 'Somebody was given or lost a role or an identity, or a lock or a service\'s protection was changed.'
    operations: [
      'Microsoft.Authorization/roleAssignments/write'
      'Microsoft.Authorization/roleAssignments/delete'
      'Microsoft.Authorization/locks/write'
      'Microsoft.Authorization/locks/delete'
      'Microsoft.ManagedIdentity/userAssignedIdentities/write'
      'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write'
      'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write'
      'Microsoft.DocumentDB/databaseAccounts/write'
      'Microsoft.KeyVault/vaults/write'
      'Microsoft.Communication/CommunicationServices/write'
      'Microsoft.Communication/CommunicationServices/RegenerateKey/action'
      'Microsoft.Storage/storageAccounts/write'
      'Microsoft.Storage/storageAccounts/blobServices/write'
      'Microsoft.Storage/storageAccounts/blobServices/containers/write'
    ]
  }
  {
    name: 'watching-changed'
    meaning: 'A log, an alert or who it reaches was changed or removed.'
    operations: [
      'Microsoft.Insights/diagnosticSettings/write'
      'Microsoft.Insights/diagnosticSettings/delete'
      'Microsoft.Insights/scheduledQueryRules/write'
      'Microsoft.Insights/scheduledQueryRules/delete'
      'Microsoft.Insights/metricAlerts/write'
      'Microsoft.Insights/metricAlerts/delete'
      'Microsoft.Insights/activityLogAlerts/write'
      'Microsoft.Insights/activityLogAlerts/delete'
      'Microsoft.Insights/actionGroups/write'
      'Microsoft.Insights/actionGroups/delete'
      'Microsoft.Insights/webtests/write'
      'Microsoft.Insights/webtests/delete'
      'Microsoft.Insights/components/write'
      'Microsoft.OperationalInsights/workspaces/write'
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

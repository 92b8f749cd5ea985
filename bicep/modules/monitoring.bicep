// Where everything is watched: one Log Analytics workspace, and Application Insights that keeps its data there.

@description('Begins the names, such as "assist-prod".')
param namePrefix string
param location string
param tags object
@description('How long logs are kept, in days; the price plan keeps at least 30.')
@minValue(30)
@maxValue(730)
param retentionDays int = 90
@description('Most gigabytes a day that are taken in, -1 for no limit. Beyond it the alerts go blind, so production has none.')
param dailyCapGb int = -1
@description('Object ids of the apps\' identities, which alone may send telemetry.')
param principalIds array = []

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles: Monitoring Metrics Publisher.
var metricsPublisherRoleId = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: '${namePrefix}-logs'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyCapGb }
    features: {
      disableLocalAuth: true
      // Who may read a resource may read its own logs, and no others.
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    // Azure's services send and read over its public endpoints; closing them takes a Private Link Scope of the bank's.
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// Who asked the logs what.
resource workspaceDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: workspace
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'Audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

// It has no diagnostic setting: what it takes in is in the workspace already, and would be there twice.
resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${namePrefix}-insights'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    // The connection string names the resource and opens nothing.
    DisableLocalAuth: true
    // Addresses of customers are stored as 0.0.0.0.
    DisableIpMasking: false
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

resource appsMayPublish 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for principalId in principalIds: {
  name: guid(applicationInsights.id, principalId, metricsPublisherRoleId)
  scope: applicationInsights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisherRoleId)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

output workspaceId string = workspace.id
output applicationInsightsName string = applicationInsights.name
output applicationInsightsId string = applicationInsights.id

// What Azure's services measure of themselves.

param tags object
param actionGroupId string
param cosmosAccountId string
param vaultId string
param frontDoorProfileId string
@description('Requests in five minutes for which the store had no throughput left.')
param throttledRequests int = 10
@description('Percent of requests that Cosmos DB and Key Vault serve at least.')
param availablePercent int = 99
@description('Percent of answers at the edge that are 5xx.')
param edgeErrorPercent int = 5
@description('Percent of Front Door\'s health probes that reach the apps at least.')
param healthyProbesPercent int = 90
@description('Requests in five minutes that the firewall blocks.')
param blockedRequests int = 200

var alerts = [
  {
    name: 'store-throttled'
    severity: 2
    scopeId: cosmosAccountId
    metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
    metricName: 'TotalRequests'
    dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
    aggregation: 'Count'
    operator: 'GreaterThan'
    threshold: throttledRequests
    window: 'PT5M'
    every: 'PT1M'
    meaning: 'Cosmos DB is out of throughput: callers get 503 and try again.'
  }
  {
    name: 'store-unavailable'
    severity: 1
    scopeId: cosmosAccountId
    metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
    metricName: 'ServiceAvailability'
    dimensions: []
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: availablePercent
    // Measured once an hour.
    window: 'PT1H'
    every: 'PT15M'
    meaning: 'Cosmos DB itself says that it does not serve all requests.'
  }
  {
    name: 'vault-unavailable'
    severity: 1
    scopeId: vaultId
    metricNamespace: 'Microsoft.KeyVault/vaults'
    metricName: 'Availability'
    dimensions: []
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: availablePercent
    window: 'PT5M'
    every: 'PT1M'
    meaning: 'Key Vault does not serve all requests; what was read last serves for 24 hours.'
  }
  {
    name: 'edge-errors'
    severity: 1
    scopeId: frontDoorProfileId
    metricNamespace: 'Microsoft.Cdn/profiles'
    metricName: 'Percentage5XX'
    dimensions: []
    aggregation: 'Average'
    operator: 'GreaterThan'
    threshold: edgeErrorPercent
    window: 'PT5M'
    every: 'PT1M'
    meaning: 'Front Door answers 5xx: no instance takes the requests, or the app fails.'
  }
  {
    name: 'origin-unhealthy'
    severity: 1
    scopeId: frontDoorProfileId
    metricNamespace: 'Microsoft.Cdn/profiles'
    metricName: 'OriginHealthPercentage'
    dimensions: []
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: healthyProbesPercent
    window: 'PT5M'
    every: 'PT1M'
    meaning: 'Front Door\'s probes do not reach an app.'
  }
  {
    name: 'firewall-blocks'
    severity: 3
    scopeId: frontDoorProfileId
    metricNamespace: 'Microsoft.Cdn/profiles'
    metricName: 'WebApplicationFirewallRequestCount'
    dimensions: [{ name: 'Action', operator: 'Include', values: ['Block'] }]
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: blockedRequests
    window: 'PT5M'
    every: 'PT1M'
    meaning: 'The firewall blocks much: an attack, or a rule that honest requests run into.'
  }
]

module alert 'metric-alert.bicep' = [for one in alerts: {
  name: 'alert-${one.name}'
  params: {
    name: one.name
    tags: tags
    scopeId: one.scopeId
    actionGroupId: actionGroupId
    meaning: one.meaning
    severity: one.severity
    metricNamespace: one.metricNamespace
    metricName: one.metricName
    dimensions: one.dimensions
    aggregation: one.aggregation
    operator: one.operator
    threshold: one.threshold
    window: one.window
    every: one.every
  }
}]

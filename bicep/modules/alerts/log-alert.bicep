// One alert over the logs: a query that answers one number, and when that number is too high or too low.

param name string
param location string
param tags object
param workspaceId string
param actionGroupId string
@description('What it means, as the message says it.')
param meaning string
@description('0 wakes somebody, 4 is for the record.')
@minValue(0)
@maxValue(4)
param severity int
@description('KQL over one window that answers one row with the column "measured".')
param query string
param threshold int
@allowed(['GreaterThanOrEqual', 'LessThan'])
param operator string = 'GreaterThanOrEqual'
@description('ISO 8601.')
param window string = 'PT5M'
@description('ISO 8601.')
param every string = 'PT5M'

resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: name
    description: meaning
    severity: severity
    enabled: true
    scopes: [workspaceId]
    windowSize: window
    evaluationFrequency: every
    criteria: {
      allOf: [
        {
          query: query
          timeAggregation: 'Total'
          metricMeasureColumn: 'measured'
          operator: operator
          threshold: threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    // A table of a new workspace may not be there before its first row.
    skipQueryValidation: true
    autoMitigate: true
    actions: { actionGroups: [actionGroupId] }
  }
}

// One alert over a service's own metric, which reaches us though no log does.

param name string
param tags object
param scopeId string
param actionGroupId string
@description('What it means, as the message says it.')
param meaning string
@description('0 wakes somebody, 4 is for the record.')
@minValue(0)
@maxValue(4)
param severity int
param metricNamespace string
param metricName string
@description('[{ name, operator: Include, values }]; empty: all together.')
param dimensions array = []
@allowed(['Average', 'Minimum', 'Maximum', 'Total', 'Count'])
param aggregation string
@allowed(['GreaterThan', 'LessThan'])
param operator string
param threshold int
@description('ISO 8601.')
param window string = 'PT5M'
@description('ISO 8601.')
param every string = 'PT1M'

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    description: meaning
    severity: severity
    enabled: true
    scopes: [scopeId]
    windowSize: window
    evaluationFrequency: every
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'measured'
          metricNamespace: metricNamespace
          metricName: metricName
          dimensions: dimensions
          timeAggregation: aggregation
          operator: operator
          threshold: threshold
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

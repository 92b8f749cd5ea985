// The public host name asked from five places, as a customer's browser asks it: DNS, certificate, Front Door, WAF, app.

param location string
param tags object
param applicationInsightsId string
param actionGroupId string
param publicHost string
@description('How many of the five places must fail: one alone is the place\'s own trouble.')
param failedPlaces int = 2
@description('Days that the certificate must still be good for.')
param certificateDays int = 14
@description('Ids of places that Application Insights tests from.')
param places array = ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'emea-fr-pra-edge', 'emea-ch-zrh-edge', 'emea-se-sto-edge']

// It asks the app alone and no neighbour of it, as a probe from outside should.
resource healthTest 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'health-${publicHost}'
  location: location
  tags: union(tags, { 'hidden-link:${applicationInsightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'health-${publicHost}'
    Name: 'health'
    Description: 'GET /api/health through Front Door'
    Enabled: true
    Kind: 'standard'
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [for place in places: { Id: place }]
    Request: {
      RequestUrl: 'https://${publicHost}/api/health'
      HttpVerb: 'GET'
      FollowRedirects: false
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: certificateDays
    }
  }
}

resource unreachable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'unreachable'
  location: 'global'
  tags: tags
  properties: {
    description: 'Customers cannot reach the public host name: /api/health fails from several places, or its certificate is about to end.'
    severity: 0
    enabled: true
    scopes: [healthTest.id, applicationInsightsId]
    windowSize: 'PT5M'
    evaluationFrequency: 'PT1M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: healthTest.id
      componentId: applicationInsightsId
      failedLocationCount: failedPlaces
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

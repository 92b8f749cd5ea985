// How customers and operators fare, by what the app answered: table AppRequests, which is never sampled (host.json).
// Its Name is the function's, its ResultCode the HTTP status. Requests that no instance took are Front Door's to tell.

param location string
param tags object
param workspaceId string
param actionGroupId string
@description('Refused PINs in five minutes over all networks: more than people mistype.')
param refusedPins int = 30
@description('Tries in fifteen minutes from networks whose budget of refusals is spent.')
param throttledTries int = 20
@description('Answers of 503 in five minutes.')
param unavailableAnswers int = 10
@description('Percent of answers that are 5xx, where twenty or more were given.')
param serverErrorPercent int = 5
@description('Milliseconds within which 95 of 100 typed PINs are answered.')
param slowRedeemMs int = 2000
@description('Failed requests for a token of the call service in five minutes.')
param failedTokens int = 5

var alerts = [
  {
    name: 'refused-pins'
    severity: 2
    threshold: refusedPins
    window: 'PT5M'
    meaning: 'Many PINs are refused: somebody may be guessing, from many networks if none is throttled.'
    query: '''
AppRequests
| where Name == "redeem-pin" and ResultCode == "403"
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'throttled-networks'
    severity: 3
    threshold: throttledTries
    window: 'PT15M'
    meaning: 'Networks go on trying PINs after their budget of refusals is spent.'
    query: '''
AppRequests
| where Name in ("redeem-pin", "resume") and ResultCode == "429"
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'unavailable'
    severity: 1
    threshold: unavailableAnswers
    window: 'PT5M'
    meaning: 'The app answers 503: a neighbour is away or too slow, and people are asked to try again.'
    query: '''
AppRequests
| where Name != "health-ready" and ResultCode == "503"
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'server-errors'
    severity: 1
    threshold: serverErrorPercent
    window: 'PT15M'
    meaning: 'A share of all answers are 5xx.'
    query: '''
AppRequests
| where Name !in ("health-ready", "upkeep")
| summarize failed = sumif(ItemCount, toint(ResultCode) >= 500), answered = sum(ItemCount)
| where answered >= 20
| project measured = toint(100.0 * failed / answered)
'''
  }
  {
    name: 'slow-redeem-pin'
    severity: 2
    threshold: slowRedeemMs
    window: 'PT15M'
    meaning: 'Customers wait long after typing their PIN.'
    query: '''
AppRequests
| where Name == "redeem-pin"
| summarize measured = toint(percentile(DurationMs, 95)), asked = count()
| where asked >= 10
'''
  }
  {
    name: 'failed-call-tokens'
    severity: 1
    threshold: failedTokens
    window: 'PT5M'
    meaning: 'Nobody gets a token of the call service: admitted customers do not get into their call.'
    query: '''
AppRequests
| where Name == "issue-acs-token" and toint(ResultCode) >= 500
| summarize measured = sum(ItemCount)
'''
  }
]

module alert 'log-alert.bicep' = [for one in alerts: {
  name: 'alert-${one.name}'
  params: {
    name: one.name
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: actionGroupId
    meaning: one.meaning
    severity: one.severity
    query: one.query
    threshold: one.threshold
    window: one.window
  }
}]

// Two apps run it once a minute each. The window is ten minutes so that logs which come late raise nothing: none in ten
// means none for five at least.
module upkeepStopped 'log-alert.bicep' = {
  name: 'alert-upkeep-stopped'
  params: {
    name: 'upkeep-stopped'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: actionGroupId
    meaning: 'The timer has not run for five minutes: calls over their time stay open, owed audit rows are not written.'
    severity: 1
    query: '''
AppRequests
| where Name == "upkeep" and Success == true
| summarize measured = count()
'''
    threshold: 1
    operator: 'LessThan'
    window: 'PT10M'
  }
}

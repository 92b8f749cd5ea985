// A customer says in the widget that they do not trust the call. One is enough, and there is no threshold to set: it goes to
// the fraud desk. The line is an error of the app's own in AppTraces, which is never sampled (host.json); a test holds both
// together. It names the call and nobody.

param location string
param tags object
param workspaceId string
param actionGroupId string

module distrustedCall 'log-alert.bicep' = {
  name: 'alert-distrusted-call'
  params: {
    name: 'distrusted-call'
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: actionGroupId
    meaning: 'A customer does not trust the call that they are in: somebody may be speaking for the bank to them, or for them to the bank.'
    severity: 1
    query: '''
AppTraces
| where SeverityLevel >= 3
| where Message contains "a customer does not trust the call "
| summarize measured = sum(ItemCount)
'''
    threshold: 1
    window: 'PT5M'
    every: 'PT1M'
  }
}

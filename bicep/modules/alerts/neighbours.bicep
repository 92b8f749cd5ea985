// What the app says of its neighbours: its own warnings and errors in AppTraces. They are the signal that there is, since
// requests of a Python worker to other services are not recorded as dependencies. Traces are never sampled (host.json).
// Each phrase stands in the app's source, and a test holds both together.

param location string
param tags object
param workspaceId string
param actionGroupId string
@description('Requests to neighbours that failed in five minutes, whichever the neighbour.')
param failedRequests int = 20
@description('Audit rows in fifteen minutes that had to be left to the sweep.')
param delayedAuditRows int = 5
@description('Jobs of the upkeep in fifteen minutes that failed for a reason of their own.')
param failedJobs int = 3
@description('Requests in fifteen minutes that Key Vault refused.')
param vaultRefusals int = 5
@description('Requests of ours in five minutes that Communication Services refused or failed.')
param callServiceFailures int = 10

var alerts = [
  {
    name: 'access-refused'
    severity: 1
    threshold: 1
    window: 'PT5M'
    meaning: 'A neighbour does not let the app in: a role, a key or the identity is not as deployed.'
    query: '''
AppTraces
| where SeverityLevel >= 3
| where Message contains " refused us (" or Message contains " did not take our credential" or Message startswith "no token to be had for "
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'neighbour-away'
    severity: 2
    threshold: failedRequests
    window: 'PT5M'
    meaning: 'Cosmos DB, Key Vault or Communication Services does not answer as it should.'
    query: '''
AppTraces
| where SeverityLevel >= 2
| where Message contains " did not answer within " or Message contains " cannot be reached (" or Message contains " broke off its answer (" or Message contains " answered with what is not its protocol (" or Message matches regex @" answered \d{3} \("
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'audit-delayed'
    severity: 1
    threshold: delayedAuditRows
    window: 'PT15M'
    meaning: 'Audit rows wait in the outboxes of their calls: the audit log does not take them.'
    query: '''
AppTraces
| where SeverityLevel >= 2
| where Message startswith "audit row delayed" or Message startswith "upkeep: audit rows "
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'upkeep-failed'
    severity: 2
    threshold: failedJobs
    window: 'PT15M'
    meaning: 'The upkeep stumbles over a document: what it owes is tried again every minute, without success.'
    query: '''
AppTraces
| where SeverityLevel >= 2
| where (Message startswith "upkeep: " and Message contains " failed (") or Message contains " cannot be settled (" or Message startswith "the upkeep takes too long"
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'secret-unusable'
    severity: 1
    threshold: 1
    window: 'PT5M'
    meaning: 'A secret is missing, disabled or not what it should be: sessions cannot be signed or PINs not judged.'
    query: '''
AppTraces
| where SeverityLevel >= 3
| where Message startswith "Key Vault has no usable version" or (Message startswith "Key Vault: version " and Message contains " is refused: ") or Message startswith "the secret that ACS_CONNECTION_SECRET names"
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'caller-address-missing'
    severity: 1
    threshold: 1
    window: 'PT5M'
    meaning: 'Front Door does not say who calls, so every PIN is refused.'
    query: '''
AppTraces
| where Message startswith "no usable X-Azure-SocketIP"
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'unsafe-configuration'
    severity: 2
    threshold: 1
    window: 'PT1H'
    meaning: 'The app found something about its own configuration that is unsafe: the line names the rule of docs/doctor.md.'
    query: '''
AppTraces
| where SeverityLevel >= 2
| where Message startswith "doctor: "
| summarize measured = sum(ItemCount)
'''
  }
  {
    name: 'vault-refusals'
    severity: 2
    threshold: vaultRefusals
    window: 'PT15M'
    meaning: 'Somebody without the role asks the vault for secrets, or the app lost its own.'
    query: '''
AZKVAuditLogs
| where HttpStatusCode == 403
| summarize measured = count()
'''
  }
  {
    name: 'call-service-failures'
    severity: 2
    threshold: callServiceFailures
    window: 'PT5M'
    meaning: 'Communication Services refuses or fails requests for identities, tokens or rooms.'
    query: '''
union isfuzzy=true ACSAuthIncomingOperations, ACSRoomsIncomingOperations
| where toint(ResultSignature) == 429 or toint(ResultSignature) >= 500
| summarize measured = count()
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

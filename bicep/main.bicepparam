// One file for every environment: `azd up` and `az deployment sub create` both read it with what the environment says.
// SIZE is prod or dev, as small as a test needs; unless it is given, names that begin with prod are prod.
using 'main.bicep'

var environment = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
var sizes = {
  dev: {
    secondaryLocation: ''
    maxThroughput: 1000
    zoneRedundant: false
    alwaysReadyInstances: 0
    maximumInstances: 10
    logRetentionDays: 30
    auditRetentionDays: 90
  }
  prod: {
    secondaryLocation: readEnvironmentVariable('SECONDARY_LOCATION', '')
    maxThroughput: 4000
    zoneRedundant: true
    // A customer on the phone does not wait for a cold start; zones want two.
    alwaysReadyInstances: 2
    maximumInstances: 100
    logRetentionDays: 90
    // For ever, until the bank has set its own period.
    auditRetentionDays: 0
  }
}
var byName = startsWith(toLower(environment), 'prod') ? 'prod' : 'dev'
var asked = {
  size: readEnvironmentVariable('SIZE', '')
  maxThroughput: readEnvironmentVariable('MAX_THROUGHPUT', '')
  alwaysReadyInstances: readEnvironmentVariable('ALWAYS_READY_INSTANCES', '')
  maximumInstances: readEnvironmentVariable('MAXIMUM_INSTANCES', '')
  rateLimitPerMinute: readEnvironmentVariable('RATE_LIMIT_PER_MINUTE', '')
  pinDigits: readEnvironmentVariable('PIN_SECRET_DIGITS', '')
  networkFailures10m: readEnvironmentVariable('NETWORK_FAILURES_10M', '')
  networkFailuresDay: readEnvironmentVariable('NETWORK_FAILURES_DAY', '')
}
var size = sizes[empty(asked.size) ? byName : asked.size]
var origins = readEnvironmentVariable('ALLOWED_ORIGINS', '')
var networks = readEnvironmentVariable('ADMIN_ADDRESSES', '')

param environmentName = environment
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param secondaryLocation = size.secondaryLocation
param restoredCosmosName = readEnvironmentVariable('RESTORED_COSMOS_NAME', '')
param communicationDataLocation = readEnvironmentVariable('COMMUNICATION_DATA_LOCATION', 'Europe')
// The application that scripts/entra_app.py registers.
param operatorClientId = readEnvironmentVariable('OPERATOR_CLIENT_ID', '')
// Comma lists; without origins the deployment is refused, for no page could show the widget.
param allowedOrigins = empty(origins) ? [] : split(replace(origins, ' ', ''), ',')
param adminAddresses = empty(networks) ? [] : split(replace(networks, ' ', ''), ',')
param publicHostName = readEnvironmentVariable('PUBLIC_HOST_NAME', '')
param operatorHostName = readEnvironmentVariable('OPERATOR_HOST_NAME', '')
param privateNetwork = bool(readEnvironmentVariable('PRIVATE_NETWORK', 'false'))
param deployerPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param deployerPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param maxThroughput = empty(asked.maxThroughput) ? size.maxThroughput : int(asked.maxThroughput)
param zoneRedundant = size.zoneRedundant
param alwaysReadyInstances = empty(asked.alwaysReadyInstances) ? size.alwaysReadyInstances : int(asked.alwaysReadyInstances)
param maximumInstances = empty(asked.maximumInstances) ? size.maximumInstances : int(asked.maximumInstances)
param rateLimitPerMinute = empty(asked.rateLimitPerMinute) ? 60 : int(asked.rateLimitPerMinute)
param pinDigits = empty(asked.pinDigits) ? 4 : int(asked.pinDigits)
param networkFailures10m = empty(asked.networkFailures10m) ? 5 : int(asked.networkFailures10m)
param networkFailuresDay = empty(asked.networkFailuresDay) ? 20 : int(asked.networkFailuresDay)
param logRetentionDays = size.logRetentionDays
param auditRetentionDays = size.auditRetentionDays

// One file for every environment: `azd up` and `az deployment sub create` both read it with what the environment says.
// Sizes go by the environment's name; prod has its own, any other is as small as a test needs.
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
var size = environment == 'prod' ? sizes.prod : sizes.dev
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
param allowedOrigins = empty(origins) ? [] : split(origins, ',')
param adminAddresses = empty(networks) ? [] : split(networks, ',')
param publicHostName = readEnvironmentVariable('PUBLIC_HOST_NAME', '')
param operatorHostName = readEnvironmentVariable('OPERATOR_HOST_NAME', '')
param privateNetwork = bool(readEnvironmentVariable('PRIVATE_NETWORK', 'false'))
param deployerPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param deployerPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param maxThroughput = size.maxThroughput
param zoneRedundant = size.zoneRedundant
param alwaysReadyInstances = size.alwaysReadyInstances
param maximumInstances = size.maximumInstances
param logRetentionDays = size.logRetentionDays
param auditRetentionDays = size.auditRetentionDays

// The settings of one app, as docs/settings.md has them; what is not here keeps its default.
// No resource: an output that both the app and the report of what drifted read.

@description('Which routes the app serves.')
@allowed(['public', 'operator'])
param surface string

@description('Name of the environment, such as dev.')
param environmentName string

@description('The tenant whose people may sign in.')
param tenantId string

@description('The GUID that X-Azure-FDID must equal.')
param frontDoorId string

@description('Host name under which Front Door serves this app.')
param hostName string

@description('Origins of the pages that show the widget.')
param allowedOrigins array

@description('Address of the Cosmos DB account.')
param cosmosEndpoint string

@description('Database of the account.')
param cosmosDatabase string

@description('Address of the Communication Services resource.')
param communicationEndpoint string

@description('Address of the vault.')
param vaultUrl string

@description('Client id of the identity of this app.')
param clientId string

@description('The storage account that the Functions host of this app keeps its leases in.')
param storageName string

@description('How PINs are guarded: secretDigits, failures10m and failuresDay.')
param pins object

var common = {
  SURFACE: surface
  ENVIRONMENT: toLower(environmentName)
  STORE: 'cosmos'
  CALLS: 'acs'
  SECRETS: 'key_vault'
  COSMOS_ENDPOINT: cosmosEndpoint
  COSMOS_DATABASE: cosmosDatabase
  ACS_ENDPOINT: communicationEndpoint
  KEY_VAULT_URL: vaultUrl
  AZURE_CLIENT_ID: clientId
  FRONT_DOOR_ID: frontDoorId
  PUBLIC_URL: 'https://${hostName}'
  TENANT_ID: tenantId
  PIN_SECRET_DIGITS: string(pins.secretDigits)
  NETWORK_FAILURES_10M: string(pins.failures10m)
  NETWORK_FAILURES_DAY: string(pins.failuresDay)
  // The account by its name and the identity, in place of a connection string with a key.
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: clientId
  // Telemetry is taken from the identity alone; whoever learns the connection string can write nothing.
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
}

var ofPublic = {
  ALLOWED_ORIGINS: join(allowedOrigins, ',')
}

// WEBSITE_AUTH_ENABLED is not among them: the platform injects it, and setting it would fake the check that reads it.
var ofOperator = {
  // App Service Authentication proves itself by a token of this identity, so the registration has no secret.
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: clientId
  // A second check besides the issuer: tokens of other tenants are refused by the platform.
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenantId
  // The operator app keeps its place behind the #; the sign-in comes back to it.
  WEBSITE_AUTH_PRESERVE_URL_FRAGMENT: 'true'
}

output settings object = union(common, surface == 'public' ? ofPublic : ofOperator)

// Assisted Chat in a subscription: a table of contents. What each part is stands in its module.
targetScope = 'subscription'

@description('Name of the environment, such as dev or prod: letters and digits.')
@minLength(3)
@maxLength(12)
param environmentName string

@description('Region of everything that has one.')
param location string

@description('Second region, for a readable copy of the calls and failover; empty: none.')
param secondaryLocation string = ''

@description('Name of a Cosmos DB account that was restored from a backup and takes the place of ours; empty: ours.')
param restoredCosmosName string = ''

@description('Request units a second of the store at most; it falls to a tenth by itself.')
@minValue(1000)
param maxThroughput int = 4000

@description('Where Communication Services keeps its data.')
param communicationDataLocation string = 'Europe'

@description('Entra tenant whose people are operators.')
param tenantId string = tenant().tenantId

@description('Application id of the registration of the operator app in Entra.')
@minLength(36)
@maxLength(36)
param operatorClientId string

@description('Origins of the pages of the bank that show the widget, such as https://www.bank.example; never *.')
@minLength(1)
param allowedOrigins array

@description('Host name for customers; empty: the one that Front Door gives.')
param publicHostName string = ''

@description('Host name for operators; empty: the one that Front Door gives.')
param operatorHostName string = ''

@description('Private endpoints for database, vault and storage, whose public side is then closed.')
param privateNetwork bool = false

@description('Networks (CIDR) from which secrets are kept and packages uploaded in spite of privateNetwork.')
param adminAddresses array = []

@description('Object id of whoever deploys: makes the first secrets, uploads packages. Empty: nobody gets these roles.')
param deployerPrincipalId string = ''

@description('What deployerPrincipalId is.')
@allowed(['User', 'ServicePrincipal', 'Group'])
param deployerPrincipalType string = 'ServicePrincipal'

@description('Where alerts are sent.')
param alertEmail string

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Days that the record of who did what is kept; 0: for ever.')
@minValue(0)
param auditRetentionDays int = 0

@description('Warm instances of each app; at least 2 with zoneRedundant.')
@minValue(0)
param alwaysReadyInstances int = 0

@description('Instances of each app at most.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Apps and database spread over availability zones; not every region has them.')
param zoneRedundant bool = false

@description('PIN and resume requests of one address in a minute, above which Front Door blocks.')
@minValue(10)
param rateLimitPerMinute int = 60

@description('Digits of the secret part of a PIN.')
@minValue(4)
@maxValue(8)
param pinDigits int = 4

@description('Refused PINs that one address may cause in ten minutes.')
@minValue(1)
param networkFailures10m int = 5

@description('Refused PINs that one address may cause in a day.')
@minValue(1)
param networkFailuresDay int = 20

var token = uniqueString(subscription().id, environmentName, location)
var suffix = '${toLower(environmentName)}-${token}'
var tags = { ENVIRONMENT: environmentName, 'azd-env-name': environmentName }
var names = {
  public: 'func-assist-public-${suffix}'
  operator: 'func-assist-operator-${suffix}'
  frontDoor: 'afd-assist-${suffix}'
  cosmos: 'cosmos-assist-${suffix}'
  vault: 'kv-assist-${token}'
  communication: 'acs-assist-${suffix}'
  publicStorage: 'stpub${token}'
  operatorStorage: 'stope${token}'
  releases: 'strel${token}'
}
// Both apps keep calls, read secrets and ask for rooms; what each is asked for is decided by its surface.
var appPrincipals = [publicIdentity.outputs.principalId, operatorIdentity.outputs.principalId]
var subnets = {
  apps: privateNetwork ? network!.outputs.appsSubnetId : ''
  endpoints: privateNetwork ? network!.outputs.endpointsSubnetId : ''
  blobZoneId: privateNetwork ? network!.outputs.blobZoneId : ''
}
var deployer = {
  principalId: deployerPrincipalId
  principalType: deployerPrincipalType
  networks: adminAddresses
}
var watched = {
  workspaceId: monitoring.outputs.workspaceId
  applicationInsightsName: monitoring.outputs.applicationInsightsName
}
var neighbours = {
  cosmosEndpoint: cosmos.outputs.endpoint
  cosmosDatabase: cosmos.outputs.databaseName
  communicationEndpoint: communication.outputs.endpoint
  vaultUrl: vault.outputs.uri
}
var scale = {
  alwaysReady: alwaysReadyInstances
  maximumInstances: maximumInstances
  instanceMemoryMB: instanceMemoryMB
  zoneRedundant: zoneRedundant
}
var pins = {
  secretDigits: pinDigits
  failures10m: networkFailures10m
  failuresDay: networkFailuresDay
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-assist-${toLower(environmentName)}'
  location: location
  tags: tags
}

module publicIdentity 'modules/identity.bicep' = {
  scope: group
  name: 'identity-public'
  params: { name: 'id-assist-public-${suffix}', location: location, tags: tags }
}

module operatorIdentity 'modules/identity.bicep' = {
  scope: group
  name: 'identity-operator'
  params: { name: 'id-assist-operator-${suffix}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  name: 'monitoring'
  params: {
    namePrefix: 'assist-${suffix}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    principalIds: appPrincipals
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  name: 'network'
  params: { namePrefix: 'assist-${suffix}', location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  name: 'cosmos'
  params: {
    name: empty(restoredCosmosName) ? names.cosmos : restoredCosmosName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    principalIds: appPrincipals
    maxThroughput: maxThroughput
    secondaryLocation: secondaryLocation
    zoneRedundant: zoneRedundant
    auditRetentionDays: auditRetentionDays
    endpointsSubnetId: subnets.endpoints
    privateDnsZoneId: privateNetwork ? network!.outputs.cosmosZoneId : ''
  }
}

module vault 'modules/key-vault.bicep' = {
  scope: group
  name: 'key-vault'
  params: {
    name: names.vault
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    userPrincipalIds: appPrincipals
    officerPrincipalId: deployerPrincipalId
    officerPrincipalType: deployerPrincipalType
    adminAddresses: adminAddresses
    endpointsSubnetId: subnets.endpoints
    privateDnsZoneId: privateNetwork ? network!.outputs.vaultZoneId : ''
  }
}

module communication 'modules/communication.bicep' = {
  scope: group
  name: 'communication'
  params: {
    name: names.communication
    tags: tags
    dataLocation: communicationDataLocation
    workspaceId: monitoring.outputs.workspaceId
    principalIds: appPrincipals
  }
}

module frontDoor 'modules/front-door.bicep' = {
  scope: group
  name: 'front-door'
  params: {
    name: names.frontDoor
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    rateLimitPerMinute: rateLimitPerMinute
    publicHostName: publicHostName
    operatorHostName: operatorHostName
  }
}

module releases 'modules/releases.bicep' = {
  scope: group
  name: 'releases'
  params: {
    name: names.releases
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    deployer: deployer
    endpointsSubnetId: subnets.endpoints
    privateDnsZoneId: subnets.blobZoneId
  }
}

module publicApp 'modules/surface.bicep' = {
  scope: group
  name: 'public'
  params: {
    surface: 'public'
    name: names.public
    storageName: names.publicStorage
    location: location
    tags: tags
    environmentName: environmentName
    identity: {
      id: publicIdentity.outputs.id
      principalId: publicIdentity.outputs.principalId
      clientId: publicIdentity.outputs.clientId
    }
    watched: watched
    neighbours: neighbours
    door: { frontDoorId: frontDoor.outputs.frontDoorId, hostName: frontDoor.outputs.publicHost }
    subnets: subnets
    scale: scale
    pins: pins
    tenantId: tenantId
    allowedOrigins: allowedOrigins
  }
}

// No allowedOrigins: no other page may call it.
module operatorApp 'modules/surface.bicep' = {
  scope: group
  name: 'operator'
  params: {
    surface: 'operator'
    name: names.operator
    storageName: names.operatorStorage
    location: location
    tags: tags
    environmentName: environmentName
    identity: {
      id: operatorIdentity.outputs.id
      principalId: operatorIdentity.outputs.principalId
      clientId: operatorIdentity.outputs.clientId
    }
    watched: watched
    neighbours: neighbours
    door: { frontDoorId: frontDoor.outputs.frontDoorId, hostName: frontDoor.outputs.operatorHost }
    subnets: subnets
    scale: scale
    pins: pins
    tenantId: tenantId
  }
}

module operatorSignIn 'modules/easy-auth.bicep' = {
  scope: group
  name: 'sign-in-operator'
  params: { appName: operatorApp.outputs.name, tenantId: tenantId, clientId: operatorClientId }
}

module publicNoSignIn 'modules/easy-auth-off.bicep' = {
  scope: group
  name: 'sign-in-public'
  params: { appName: publicApp.outputs.name }
}

// After the sign-in: no address leads to the operator app before it asks who is there.
module routes 'modules/front-door-routes.bicep' = {
  scope: group
  name: 'front-door-routes'
  dependsOn: [operatorSignIn, publicNoSignIn]
  params: {
    profileName: frontDoor.outputs.profileName
    publicEndpointName: frontDoor.outputs.publicEndpointName
    operatorEndpointName: frontDoor.outputs.operatorEndpointName
    publicDomainId: frontDoor.outputs.publicDomainId
    operatorDomainId: frontDoor.outputs.operatorDomainId
    publicAppHost: publicApp.outputs.hostName
    operatorAppHost: operatorApp.outputs.hostName
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  name: 'alerts'
  dependsOn: [routes]
  params: {
    namePrefix: 'assist-${suffix}'
    location: location
    tags: tags
    alertEmail: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    publicHost: frontDoor.outputs.publicHost
    cosmosAccountId: cosmos.outputs.accountId
    vaultId: vault.outputs.id
    frontDoorProfileId: frontDoor.outputs.id
  }
}

output resourceGroupName string = group.name
output publicUrl string = 'https://${frontDoor.outputs.publicHost}'
output operatorUrl string = 'https://${frontDoor.outputs.operatorHost}'
output publicDefaultHost string = frontDoor.outputs.publicDefaultHost
output operatorDefaultHost string = frontDoor.outputs.operatorDefaultHost
output publicDomainToken string = frontDoor.outputs.publicDomainToken
output operatorDomainToken string = frontDoor.outputs.operatorDomainToken
output publicAppName string = publicApp.outputs.name
output operatorAppName string = operatorApp.outputs.name
output publicSettings object = publicApp.outputs.settings
output operatorSettings object = operatorApp.outputs.settings
output releasesContainerUrl string = releases.outputs.containerUrl
output operatorIdentityPrincipalId string = operatorIdentity.outputs.principalId
output vaultUrl string = vault.outputs.uri
output vaultName string = vault.outputs.name
// azd keeps outputs in its environment, where the hooks read this one.
output AZURE_TENANT_ID string = tenantId

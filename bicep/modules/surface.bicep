// One of the two apps with what is its own: the storage of its host, its settings, the app.

@description('Which routes the app serves.')
@allowed(['public', 'operator'])
param surface string

@description('Name of the function app.')
param name string

@description('Name of its storage account.')
param storageName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the environment, such as dev.')
param environmentName string

@description('Outputs of identity.bicep that this app is: id, principalId, clientId.')
param identity object

@description('Where it writes logs: workspaceId, applicationInsightsName.')
param watched object

@description('Whom it asks: cosmosEndpoint, cosmosDatabase, communicationEndpoint, vaultUrl.')
param neighbours object

@description('Through which door it is reached: frontDoorId (the GUID), hostName.')
param door object

@description('Subnets and zone of the private network, each empty without one: apps, endpoints, blobZoneId.')
param subnets object

@description('alwaysReady, maximumInstances, instanceMemoryMB, zoneRedundant.')
param scale object

@description('How PINs are guarded: secretDigits, failures10m and failuresDay.')
param pins object

@description('The tenant whose people may sign in.')
param tenantId string

@description('Origins that CORS lets in; none for the operator app.')
param allowedOrigins array = []

module storage 'storage.bicep' = {
  name: 'storage-${surface}'
  params: {
    name: storageName
    location: location
    tags: tags
    workspaceId: watched.workspaceId
    principalId: identity.principalId
    containerName: 'app-package'
    endpointsSubnetId: subnets.endpoints
    privateDnsZoneId: subnets.blobZoneId
  }
}

module settings 'app-settings.bicep' = {
  name: 'settings-${surface}'
  params: {
    surface: surface
    environmentName: environmentName
    tenantId: tenantId
    frontDoorId: door.frontDoorId
    hostName: door.hostName
    allowedOrigins: allowedOrigins
    cosmosEndpoint: neighbours.cosmosEndpoint
    cosmosDatabase: neighbours.cosmosDatabase
    communicationEndpoint: neighbours.communicationEndpoint
    vaultUrl: neighbours.vaultUrl
    pins: pins
    clientId: identity.clientId
    storageName: storage.outputs.name
  }
}

module app 'function-app.bicep' = {
  name: 'app-${surface}'
  params: {
    name: name
    location: location
    tags: tags
    surface: surface
    identityId: identity.id
    packageContainerUrl: storage.outputs.containerUrl
    settings: settings.outputs.settings
    frontDoorId: door.frontDoorId
    allowedOrigins: allowedOrigins
    subnetId: subnets.apps
    applicationInsightsName: watched.applicationInsightsName
    workspaceId: watched.workspaceId
    alwaysReady: scale.alwaysReady
    maximumInstances: scale.maximumInstances
    instanceMemoryMB: scale.instanceMemoryMB
    zoneRedundant: scale.zoneRedundant
  }
}

output name string = app.outputs.name
output id string = app.outputs.id
output hostName string = app.outputs.hostName
output settings object = settings.outputs.settings

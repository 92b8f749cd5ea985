// Azure Communication Services: rooms, identities, voice and pictures.

param name string
param tags object
@description('Where Communication Services keeps data at rest, such as "Europe". It cannot be changed afterwards.')
param dataLocation string = 'Europe'
param workspaceId string
@description('Object ids of the apps\' identities.')
param principalIds array

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles: Communication and Email Service Owner.
var serviceOwnerRoleId = '09976791-48a7-449e-bb21-39d1a415f350'

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    // Customers' browsers join over the internet, whatever network the apps are in.
    publicNetworkAccess: 'Enabled'
    // ACS_CONNECTION_SECRET, the way round where the role is refused, needs this switched back on.
    disableLocalAuth: true
  }
}

resource appsUseService 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for principalId in principalIds: {
  name: guid(service.id, principalId, serviceOwnerRoleId)
  scope: service
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', serviceOwnerRoleId)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: service
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AuthOperational', enabled: true }
      { category: 'RoomsOperational', enabled: true }
      { category: 'CallSummary', enabled: true }
      { category: 'CallDiagnostics', enabled: true }
    ]
  }
}

output endpoint string = 'https://${service.properties.hostName}'
output name string = service.name
output id string = service.id

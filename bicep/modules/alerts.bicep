// Who is told, and of what. docs/operations.md says for each alert what to do first.

@description('Begins the action group\'s name.')
param namePrefix string
param location string
param tags object
param alertEmail string
param workspaceId string
param applicationInsightsId string
@description('The host name that customers\' browsers ask, without a scheme.')
param publicHost string
param cosmosAccountId string
param vaultId string
param frontDoorProfileId string

resource onDuty 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${namePrefix}-on-duty'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    // What a text message would begin with, twelve characters at most.
    groupShortName: 'assist'
    emailReceivers: [
      {
        name: 'on-duty'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

module availability 'alerts/availability.bicep' = {
  name: 'alerts-availability'
  params: {
    location: location
    tags: tags
    applicationInsightsId: applicationInsightsId
    actionGroupId: onDuty.id
    publicHost: publicHost
  }
}

module journey 'alerts/journey.bicep' = {
  name: 'alerts-journey'
  params: {
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: onDuty.id
  }
}

module distrust 'alerts/distrust.bicep' = {
  name: 'alerts-distrust'
  params: {
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: onDuty.id
  }
}

module neighbours 'alerts/neighbours.bicep' = {
  name: 'alerts-neighbours'
  params: {
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: onDuty.id
  }
}

module services 'alerts/services.bicep' = {
  name: 'alerts-services'
  params: {
    tags: tags
    actionGroupId: onDuty.id
    cosmosAccountId: cosmosAccountId
    vaultId: vaultId
    frontDoorProfileId: frontDoorProfileId
  }
}

module changes 'alerts/changes.bicep' = {
  name: 'alerts-changes'
  params: {
    tags: tags
    actionGroupId: onDuty.id
  }
}

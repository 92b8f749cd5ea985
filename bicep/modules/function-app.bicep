// One function app of the package on Flex Consumption, with its plan (Flex takes one app a plan).

@description('Name of the app; part of its host name.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Which routes the app serves.')
@allowed(['public', 'operator'])
param surface string

@description('Resource id of the user-assigned identity of this app.')
param identityId string

@description('The container that the platform keeps the package in: an address.')
param packageContainerUrl string

@description('App settings, name to value.')
param settings object

@description('The GUID that X-Azure-FDID must equal.')
param frontDoorId string

@description('Origins that CORS lets in; none for the operator app.')
param allowedOrigins array = []

@description('Subnet for outbound traffic, delegated to Microsoft.App/environments; empty: none.')
param subnetId string = ''

@description('Application Insights component of this resource group.')
param applicationInsightsName string

@description('Log Analytics workspace that takes the logs.')
param workspaceId string

@description('Instances that are kept warm.')
param alwaysReady int

@description('Instances at most.')
param maximumInstances int

@description('Memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Spread over availability zones, in regions that have them.')
param zoneRedundant bool = false

// The service tag admits everybody's Front Door, the header ours alone; the app compares it once more by itself.
var onlyOurFrontDoor = [
  {
    name: 'our-front-door'
    action: 'Allow'
    priority: 100
    tag: 'ServiceTag'
    ipAddress: 'AzureFrontDoor.Backend'
    headers: {
      'x-azure-fdid': [frontDoorId]
    }
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  // checkov:skip=CKV_AZURE_225:Zones are a parameter; not every region has them, and a test environment does not pay for them
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  // checkov:skip=CKV_AZURE_17:Front Door brings no client certificate; it is known by service tag and X-Azure-FDID
  // checkov:skip=CKV_AZURE_212:Warm instances are scaleAndConcurrency.alwaysReady on Flex Consumption
  // checkov:skip=CKV_AZURE_213:Flex Consumption replaces instances by itself; Front Door probes /api/health
  // checkov:skip=CKV_AZURE_222:Front Door comes over the public network by service tag, everybody else is denied
  name: name
  location: location
  tags: union(tags, { surface: surface })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Front Door comes over the public network by service tag; the rules below close it to everybody else.
    publicNetworkAccess: 'Enabled'
    // Any instance answers any request: nothing is kept in an instance.
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: {
        name: 'python'
        version: '3.13'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        alwaysReady: alwaysReady == 0 ? [] : [
          {
            name: 'http'
            instanceCount: alwaysReady
          }
        ]
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemoryMB
        triggers: {
          http: {
            // Handlers wait for the network, not for the processor, and some answers are held back for seconds.
            perInstanceConcurrency: 100
          }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      cors: {
        allowedOrigins: allowedOrigins
        supportCredentials: false
      }
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: onlyOurFrontDoor
      // The deployment site too: packages come through Resource Manager.
      scmIpSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictionsUseMain: true
      scmIpSecurityRestrictions: onlyOurFrontDoor
    }
  }
}

// FUNCTIONS_WORKER_RUNTIME, FUNCTIONS_EXTENSION_VERSION, WEBSITE_RUN_FROM_PACKAGE and the build settings must not be here:
// on Flex Consumption `functionAppConfig` stands in their place.
resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  // checkov:skip=CKV_AZURE_13:Sign-in is easy-auth.bicep; the public app has none, its customers hold tokens of ours
  // checkov:skip=CKV_AZURE_63:Requests are in the logs of Front Door and in the diagnostic setting below
  // checkov:skip=CKV_AZURE_65:This is the list of settings; the rule is about config of another name, and error pages on disk are Windows
  // checkov:skip=CKV_AZURE_66:This is the list of settings; the rule is about config of another name, and failed request tracing is Windows
  // checkov:skip=CKV_AZURE_80:Python, not .NET
  // checkov:skip=CKV_AZURE_88:Nothing is kept in files
  // checkov:skip=CKV_AZURE_222:See the app: Front Door comes by service tag, everybody else is denied
  parent: app
  name: 'appsettings'
  properties: union(settings, {
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  })
}

resource noPublishingPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = [for way in ['ftp', 'scm']: {
  parent: app
  name: way
  properties: {
    allow: false
  }
}]

resource appDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource planDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: plan
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output name string = app.name
output id string = app.id
output hostName string = app.properties.defaultHostName

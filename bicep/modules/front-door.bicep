// The one door: profile, two endpoints with the bank's host names, and the firewall before both.

@description('Name of the profile; the endpoints and the firewall policy take theirs from it.')
param name string

@description('Azure region of what belongs to one; Front Door itself is global.')
param location string = 'global'

@description('Tags of every resource.')
param tags object

@description('Log Analytics workspace that takes the logs.')
param workspaceId string

@description('PIN and resume requests that one address may make in a minute.')
param rateLimitPerMinute int

@description('Host name of the customers\' side; empty: the one that Front Door gives.')
param publicHostName string = ''

@description('Host name of the operators\' side; empty: the one that Front Door gives.')
param operatorHostName string = ''

resource profile 'Microsoft.Cdn/profiles@2025-06-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Premium_AzureFrontDoor'
  }
  properties: {
    // Longer than the longest answer that the functions hold back on purpose (20 s) and their own time limit (4 s).
    originResponseTimeoutSeconds: 30
  }
}

resource publicEndpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' = {
  parent: profile
  name: '${name}-public'
  location: location
  tags: tags
  properties: {
    enabledState: 'Enabled'
  }
}

resource operatorEndpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' = {
  parent: profile
  name: '${name}-operator'
  location: location
  tags: tags
  properties: {
    enabledState: 'Enabled'
  }
}

resource publicDomain 'Microsoft.Cdn/profiles/customDomains@2025-06-01' = if (!empty(publicHostName)) {
  parent: profile
  name: 'public'
  properties: {
    hostName: publicHostName
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS12'
      cipherSuiteSetType: 'TLS12_2023'
    }
  }
}

resource operatorDomain 'Microsoft.Cdn/profiles/customDomains@2025-06-01' = if (!empty(operatorHostName)) {
  parent: profile
  name: 'operator'
  properties: {
    hostName: operatorHostName
    tlsSettings: {
      certificateType: 'ManagedCertificate'
      minimumTlsVersion: 'TLS12'
      cipherSuiteSetType: 'TLS12_2023'
    }
  }
}

// Front Door's own host names as well: they answer even where the bank's stand before them.
var endpoints = [
  { id: publicEndpoint.id }
  { id: operatorEndpoint.id }
]
var publicDomains = empty(publicHostName) ? [] : [{ id: publicDomain.id }]
var operatorDomains = empty(operatorHostName) ? [] : [{ id: operatorDomain.id }]

module waf 'waf.bicep' = {
  name: 'waf'
  params: {
    name: 'waf${replace(name, '-', '')}'
    tags: tags
    rateLimitPerMinute: rateLimitPerMinute
  }
}

resource firewall 'Microsoft.Cdn/profiles/securityPolicies@2025-06-01' = {
  parent: profile
  name: 'firewall'
  properties: {
    parameters: {
      type: 'WebApplicationFirewall'
      wafPolicy: {
        id: waf.outputs.id
      }
      associations: [
        {
          domains: concat(endpoints, publicDomains, operatorDomains)
          patternsToMatch: ['/*']
        }
      ]
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: profile
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'FrontDoorAccessLog', enabled: true }
      { category: 'FrontDoorHealthProbeLog', enabled: true }
      { category: 'FrontDoorWebApplicationFirewallLog', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = profile.id
output profileName string = profile.name
output frontDoorId string = profile.properties.frontDoorId
output publicHost string = empty(publicHostName) ? publicEndpoint.properties.hostName : publicHostName
output operatorHost string = empty(operatorHostName) ? operatorEndpoint.properties.hostName : operatorHostName
output publicDefaultHost string = publicEndpoint.properties.hostName
output operatorDefaultHost string = operatorEndpoint.properties.hostName
// No secrets: the bank puts them in its public DNS (_dnsauth) to show that the names are its own.
output publicDomainToken string = empty(publicHostName) ? '' : publicDomain.?properties.?validationProperties.?validationToken ?? ''
output operatorDomainToken string = empty(operatorHostName) ? '' : operatorDomain.?properties.?validationProperties.?validationToken ?? ''
output publicEndpointName string = publicEndpoint.name
output operatorEndpointName string = operatorEndpoint.name
output publicDomainId string = empty(publicHostName) ? '' : publicDomain.id
output operatorDomainId string = empty(operatorHostName) ? '' : operatorDomain.id

// Which address leads to which app, and the two things that are cached on the way.
// Caching is a route's: a route without `cacheConfiguration` never caches, whatever the answer says.

@description('Name of the Front Door profile.')
param profileName string

@description('Name of the endpoint for customers.')
param publicEndpointName string

@description('Name of the endpoint for operators.')
param operatorEndpointName string

@description('Resource id of the custom domain for customers; empty: none.')
param publicDomainId string = ''

@description('Resource id of the custom domain for operators; empty: none.')
param operatorDomainId string = ''

@description('Host name of the public app.')
param publicAppHost string

@description('Host name of the operator app.')
param operatorAppHost string

resource profile 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: profileName

  resource publicEndpoint 'afdEndpoints' existing = {
    name: publicEndpointName
  }

  resource operatorEndpoint 'afdEndpoints' existing = {
    name: operatorEndpointName
  }
}

resource publicGroup 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: profile
  name: 'public'
  properties: {
    sessionAffinityState: 'Disabled'
    loadBalancingSettings: {
      sampleSize: 4
      successfulSamplesRequired: 3
      additionalLatencyInMilliseconds: 50
    }
    // GET: to the Functions host another method is another address, which is not there. The longest interval: every
    // edge site asks, and every answer is an execution that is paid for.
    healthProbeSettings: {
      probePath: '/api/health'
      probeRequestType: 'GET'
      probeProtocol: 'Https'
      probeIntervalInSeconds: 255
    }
  }
}

// No probe: all that it could see is the sign-in, and with one origin its verdict would change nothing.
resource operatorGroup 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: profile
  name: 'operator'
  properties: {
    sessionAffinityState: 'Disabled'
    loadBalancingSettings: {
      sampleSize: 4
      successfulSamplesRequired: 3
      additionalLatencyInMilliseconds: 50
    }
  }
}

resource publicOrigin 'Microsoft.Cdn/profiles/originGroups/origins@2025-06-01' = {
  parent: publicGroup
  name: 'public-app'
  properties: {
    hostName: publicAppHost
    originHostHeader: publicAppHost
    httpPort: 80
    httpsPort: 443
    priority: 1
    weight: 1000
    enabledState: 'Enabled'
    enforceCertificateNameCheck: true
  }
}

resource operatorOrigin 'Microsoft.Cdn/profiles/originGroups/origins@2025-06-01' = {
  parent: operatorGroup
  name: 'operator-app'
  properties: {
    hostName: operatorAppHost
    originHostHeader: operatorAppHost
    httpPort: 80
    httpsPort: 443
    priority: 1
    weight: 1000
    enabledState: 'Enabled'
    enforceCertificateNameCheck: true
  }
}

resource publicRoute 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: profile::publicEndpoint
  name: 'everything'
  dependsOn: [publicOrigin]
  properties: {
    patternsToMatch: ['/*']
    originGroup: {
      id: publicGroup.id
    }
    customDomains: empty(publicDomainId) ? [] : [{ id: publicDomainId }]
    // Beside the bank's host name, behind the same firewall: a deployment is checked before the bank's DNS leads here.
    linkToDefaultDomain: 'Enabled'
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    enabledState: 'Enabled'
  }
}

// The public keys, for as long as their own answer says (five minutes). By query string: another one is another answer.
resource publicKeysRoute 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: profile::publicEndpoint
  name: 'public-keys'
  dependsOn: [publicOrigin]
  properties: {
    patternsToMatch: ['/api/jwks']
    originGroup: {
      id: publicGroup.id
    }
    customDomains: empty(publicDomainId) ? [] : [{ id: publicDomainId }]
    linkToDefaultDomain: 'Enabled'
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    enabledState: 'Enabled'
    cacheConfiguration: {
      queryStringCachingBehavior: 'UseQueryString'
      compressionSettings: {
        isCompressionEnabled: false
      }
    }
  }
}

resource operatorRoute 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: profile::operatorEndpoint
  name: 'everything'
  dependsOn: [operatorOrigin]
  properties: {
    patternsToMatch: ['/*']
    originGroup: {
      id: operatorGroup.id
    }
    customDomains: empty(operatorDomainId) ? [] : [{ id: operatorDomainId }]
    linkToDefaultDomain: 'Enabled'
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    enabledState: 'Enabled'
  }
}

// Names with a hash of the content, which never change. Once cached, the edge serves them without a sign-in: they are
// the app's published code and hold nothing of a customer, an operator or a call.
resource operatorAssetsRoute 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: profile::operatorEndpoint
  name: 'versioned-assets'
  dependsOn: [operatorOrigin]
  properties: {
    patternsToMatch: ['/operator/assets/*']
    originGroup: {
      id: operatorGroup.id
    }
    customDomains: empty(operatorDomainId) ? [] : [{ id: operatorDomainId }]
    linkToDefaultDomain: 'Enabled'
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    enabledState: 'Enabled'
    cacheConfiguration: {
      queryStringCachingBehavior: 'UseQueryString'
      compressionSettings: {
        isCompressionEnabled: true
        contentTypesToCompress: ['application/javascript', 'text/javascript', 'text/css', 'image/svg+xml', 'application/json']
      }
    }
  }
}

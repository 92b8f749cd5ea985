// The packages that both apps are deployed from, where no app has a role: whoever takes over an app cannot change what is
// deployed next, nor what is taken for deployed.

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param workspaceId string
@description('Who deploys: principalId (empty: nobody), principalType, and the networks (CIDR) that it may come from.')
param deployer object
@description('Where the private endpoint stands; empty: none, and the storage answers on its public address.')
param endpointsSubnetId string = ''
param privateDnsZoneId string = ''

module storage 'storage.bicep' = {
  name: 'storage-releases'
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: workspaceId
    containerName: 'packages'
    deployerPrincipalId: deployer.principalId
    deployerPrincipalType: deployer.principalType
    adminAddresses: deployer.networks
    endpointsSubnetId: endpointsSubnetId
    privateDnsZoneId: privateDnsZoneId
  }
}

output containerUrl string = storage.outputs.containerUrl

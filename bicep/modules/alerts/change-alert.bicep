// One alert over the Activity Log: somebody, or a deployment, changed a resource of this group. Azure gives it no severity.

param name string
param tags object
param actionGroupId string
@description('What it means, as the message says it.')
param meaning string
@description('Operations of Azure Resource Manager, such as "Microsoft.Web/sites/config/write".')
param operations array

var anyOperation = [for operation in operations: { field: 'operationName', equals: operation }]

resource alert 'Microsoft.Insights/activityLogAlerts@2020-10-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    description: meaning
    enabled: true
    scopes: [resourceGroup().id]
    condition: {
      allOf: [
        { field: 'category', equals: 'Administrative' }
        { field: 'status', equals: 'Succeeded' }
        { anyOf: anyOperation }
      ]
    }
    actions: { actionGroups: [{ actionGroupId: actionGroupId }] }
  }
}

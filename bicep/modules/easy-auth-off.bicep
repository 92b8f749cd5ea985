// The public app has customers, who do not sign in here, and reads no principal: said plainly rather than left to chance.

@description('Name of the public app.')
param appName string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource noSignIn 'Microsoft.Web/sites/config@2025-03-01' = {
  // checkov:skip=CKV_AZURE_13:Customers do not sign in here; they hold tokens of ours
  // checkov:skip=CKV_AZURE_56:Customers do not sign in here; they hold tokens of ours
  // checkov:skip=CKV_AZURE_63:Requests are in the logs of Front Door and in the diagnostic setting of the app
  // checkov:skip=CKV_AZURE_65:Config of sign-in; error pages on disk are Windows
  // checkov:skip=CKV_AZURE_66:Config of sign-in; failed request tracing is Windows
  // checkov:skip=CKV_AZURE_80:Python, not .NET
  // checkov:skip=CKV_AZURE_88:Nothing is kept in files
  // checkov:skip=CKV_AZURE_222:See function-app.bicep: Front Door comes by service tag, everybody else is denied
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: false
    }
  }
}

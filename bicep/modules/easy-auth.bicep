// App Service Authentication of the operator app: nothing of it is reached without a sign-in.

@description('Name of the operator app.')
param appName string

@description('The tenant whose people may sign in.')
param tenantId string

@description('Application id of the registration of the operator app in Entra.')
param clientId string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource signIn 'Microsoft.Web/sites/config@2025-03-01' = {
  // checkov:skip=CKV_AZURE_13:This is it, in the form V2, which the rule does not know
  // checkov:skip=CKV_AZURE_56:This is it, in the form V2, which the rule does not know
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
      enabled: true
      runtimeVersion: '~1'
    }
    globalValidation: {
      requireAuthentication: true
      // Pages are led to the sign-in. The app's own calls do not follow (`redirect: "manual"`): to them it is a lost sign-in.
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      excludedPaths: []
    }
    httpSettings: {
      requireHttps: true
      routes: {
        apiPrefix: '/.auth'
      }
      // The address of the sign-in is that of Front Door (X-Forwarded-Host), not of the app, which nobody reaches.
      forwardProxy: {
        convention: 'Standard'
      }
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        isAutoProvisioned: false
        registration: {
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenantId}/v2.0'
          clientId: clientId
          // Names the setting with the identity that vouches for the app: there is no secret.
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
        }
        login: {
          // The functions need name, object id, tenant and app roles; no token for another service is asked for.
          loginParameters: ['scope=openid profile email']
        }
        validation: {
          // Who may sign in is whom the bank assigned in Entra; each function asks for its app role.
          allowedAudiences: [clientId]
        }
      }
    }
    login: {
      routes: {
        logoutEndpoint: '/.auth/logout'
      }
      // Nobody reads the provider's tokens, so they are not kept.
      tokenStore: {
        enabled: false
      }
      preserveUrlFragmentsForLogins: true
      allowedExternalRedirectUrls: []
      // A working day at most; then the bank's own rules of sign-in apply anew.
      cookieExpiration: {
        convention: 'FixedTime'
        timeToExpiration: '08:00:00'
      }
      nonce: {
        validateNonce: true
        nonceExpirationInterval: '00:05:00'
      }
    }
  }
}

// What the web application firewall blocks, and what of a request never reaches its log.

@description('Name of the policy: letters and digits.')
param name string

@description('Tags of every resource.')
param tags object

@description('PIN and resume requests that one address may make in a minute. Protects capacity; PINs count their failures themselves.')
param rateLimitPerMinute int

// Random or encrypted text, of which one in some hundreds has "--" or the like and reads as SQL: honest customers and
// operators would be turned away. Nobody puts these in a query or a page: ours are checked by length and signature,
// those of the sign-in are the platform's. For the whole rule set, since a group's override without rules disables it.
var opaque = [
  { matchVariable: 'RequestBodyJsonArgNames', selectorMatchOperator: 'Equals', selector: 'redemption_key' }
  { matchVariable: 'RequestBodyJsonArgNames', selectorMatchOperator: 'Equals', selector: 'customer_token' }
  { matchVariable: 'RequestCookieNames', selectorMatchOperator: 'Equals', selector: 'AppServiceAuthSession' }
  { matchVariable: 'RequestBodyPostArgNames', selectorMatchOperator: 'Equals', selector: 'code' }
  { matchVariable: 'RequestBodyPostArgNames', selectorMatchOperator: 'Equals', selector: 'id_token' }
]

// What people write: "Val d'Or", "Having", "Please select one; update the address" read as SQL or a command, and letters
// beyond Latin are folded into signs that do. Both are checked by alphabet and length, built into nothing, shown as text.
var words = [
  { matchVariable: 'RequestBodyJsonArgNames', selectorMatchOperator: 'Equals', selector: 'display_name' }
  { matchVariable: 'RequestBodyJsonArgNames', selectorMatchOperator: 'Equals', selector: 'subject' }
]

resource policy 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2025-03-01' = {
  name: name
  location: 'global'
  tags: tags
  sku: {
    name: 'Premium_AzureFrontDoor'
  }
  properties: {
    policySettings: {
      enabledState: 'Enabled'
      mode: 'Prevention'
      requestBodyCheck: 'Enabled'
      // One status for every block: the rate limit means it, and a probe does not learn which rule it met.
      customBlockResponseStatusCode: 429
      logScrubbing: {
        state: 'Enabled'
        scrubbingRules: [
          { matchVariable: 'RequestBodyJsonArgNames', selectorMatchOperator: 'Equals', selector: 'pin', state: 'Enabled' }
          { matchVariable: 'RequestBodyJsonArgNames', selectorMatchOperator: 'Equals', selector: 'redemption_key', state: 'Enabled' }
          { matchVariable: 'RequestBodyJsonArgNames', selectorMatchOperator: 'Equals', selector: 'customer_token', state: 'Enabled' }
          { matchVariable: 'RequestHeaderNames', selectorMatchOperator: 'Equals', selector: 'Authorization', state: 'Enabled' }
          { matchVariable: 'RequestCookieNames', selectorMatchOperator: 'Equals', selector: 'AppServiceAuthSession', state: 'Enabled' }
          { matchVariable: 'RequestBodyPostArgNames', selectorMatchOperator: 'Equals', selector: 'code', state: 'Enabled' }
          { matchVariable: 'RequestBodyPostArgNames', selectorMatchOperator: 'Equals', selector: 'id_token', state: 'Enabled' }
          { matchVariable: 'RequestBodyJsonArgNames', selectorMatchOperator: 'Equals', selector: 'match_code', state: 'Enabled' }
          { matchVariable: 'RequestHeaderNames', selectorMatchOperator: 'Equals', selector: 'DPoP', state: 'Enabled' }
          // Rules that look into every header see the cookies as one.
          { matchVariable: 'RequestHeaderNames', selectorMatchOperator: 'Equals', selector: 'Cookie', state: 'Enabled' }
        ]
      }
    }
    customRules: {
      rules: [
        {
          name: 'LimitPinGuesses'
          priority: 100
          enabledState: 'Enabled'
          ruleType: 'RateLimitRule'
          rateLimitDurationInMinutes: 1
          rateLimitThreshold: rateLimitPerMinute
          // The peer of the connection; the address in X-Forwarded-For is whatever the client says.
          groupBy: [
            {
              variableName: 'SocketAddr'
            }
          ]
          matchConditions: [
            {
              // However the path is spelled (/api/./redeem-pin, capitals, %2e): the name alone, lower-cased and decoded.
              matchVariable: 'RequestUri'
              operator: 'Contains'
              negateCondition: false
              matchValue: ['redeem-pin', '/resume']
              transforms: ['UrlDecode', 'Lowercase']
            }
          ]
          action: 'Block'
        }
      ]
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
          ruleSetAction: 'Block'
          exclusions: concat(opaque, words)
        }
        {
          ruleSetType: 'Microsoft_BotManagerRuleSet'
          ruleSetVersion: '1.1'
          ruleSetAction: 'Block'
        }
      ]
    }
  }
}

output id string = policy.id

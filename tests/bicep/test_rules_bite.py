"""Each rule reports the very mistake that it is for: one thing is changed, and the rule speaks."""

import pytest

from tests.bicep.mutations import Change, Rule, gone, put
from tests.bicep.project import bank, deployed, with_text
from tests.bicep.rules import apps, caching, firewall, keys, roles

_WAF = "Network/FrontDoorWebApplicationFirewallPolicies"
_AUTH = "Web/sites/config"
_RULES = "properties.siteConfig.ipSecurityRestrictions"
_SCM = "properties.siteConfig.scmIpSecurityRestrictions"
_SCRUBBING = "properties.policySettings.logScrubbing"
_EVERYBODY = [{"name": "all", "action": "Allow", "priority": 1, "ipAddress": "Any"}]

MISTAKES: list[tuple[Rule, Change, str]] = [
    (firewall.blocks, put(_WAF, "properties.policySettings.mode", "Detection"), "mode is Detection"),
    (firewall.blocks, put(_WAF, "properties.policySettings.enabledState", "Disabled"), "enabledState"),
    (firewall.blocks, gone(_WAF), "0 firewall policies"),
    (
        firewall.has_both_rule_sets,
        put(_WAF, "properties.managedRules.managedRuleSets.1.ruleSetType", "X"),
        "lacks Microsoft_Bot",
    ),
    (
        firewall.has_both_rule_sets,
        put(_WAF, "properties.managedRules.managedRuleSets.0.ruleSetAction", "Log"),
        "has the action Log",
    ),
    (
        firewall.has_both_rule_sets,
        put(_WAF, "properties.managedRules.managedRuleSets.0.ruleGroupOverrides", [{"ruleGroupName": "SQLI"}]),
        "disables it",
    ),
    (
        firewall.has_both_rule_sets,
        put(
            _WAF,
            "properties.managedRules.managedRuleSets.0.ruleGroupOverrides",
            [{"ruleGroupName": "SQLI", "rules": [{"ruleId": "942430", "enabledState": "Disabled"}]}],
        ),
        "no longer blocks",
    ),
    (
        firewall.stands_before_every_host_name,
        put("Cdn/profiles/securityPolicies", "properties.parameters.associations.0.domains", []),
        "go round the firewall",
    ),
    (
        firewall.stands_before_every_host_name,
        put("Cdn/profiles/securityPolicies", "properties.parameters.associations.0.patternsToMatch", ["/api/*"]),
        "patternsToMatch",
    ),
    (firewall.stands_before_every_host_name, gone("Cdn/profiles/securityPolicies"), "go round the firewall"),
    (firewall.slows_down_guessing, put(_WAF, "properties.customRules.rules", []), "no enabled RateLimitRule"),
    (
        firewall.slows_down_guessing,
        put(_WAF, "properties.customRules.rules.0.action", "Log"),
        "no enabled RateLimitRule",
    ),
    (firewall.slows_down_guessing, put(_WAF, "properties.customRules.rules.0.rateLimitThreshold", 9), "has 9"),
    (firewall.keeps_secrets_out_of_its_log, put(_WAF, f"{_SCRUBBING}.state", "Disabled"), "logScrubbing.state"),
    (firewall.keeps_secrets_out_of_its_log, put(_WAF, f"{_SCRUBBING}.scrubbingRules.0.state", "Disabled"), "lacks"),
    (
        firewall.keeps_secrets_out_of_its_log,
        put(_WAF, f"{_SCRUBBING}.scrubbingRules.3.selector", "Cookie"),
        "authorization",
    ),
    (apps.admit_front_door_alone, put("Web/sites", f"{_RULES}.0.headers", {}), "x-azure-fdid"),
    (
        apps.admit_front_door_alone,
        put("Web/sites", f"{_RULES}.0.headers", {"x-azure-fdid": ["00000000-0000-4000-8000-000000000000"]}),
        "x-azure-fdid",
    ),
    (apps.admit_front_door_alone, put("Web/sites", _RULES, []), "has 0 rules"),
    (apps.admit_front_door_alone, put("Web/sites", _RULES, _EVERYBODY), "tag must be ServiceTag"),
    (apps.admit_front_door_alone, put("Web/sites", f"{_RULES}DefaultAction", "Allow"), "must be Deny"),
    (apps.admit_front_door_alone, put("Web/sites", f"{_SCM}DefaultAction", "Allow"), "must be Deny"),
    (apps.admit_front_door_alone, put("Web/sites", _SCM, _EVERYBODY), "scmIpSecurityRestrictions"),
    (apps.run_one_package, put("Web/sites", "properties.functionAppConfig.runtime.version", "3.11"), "python 3.13"),
    (
        apps.run_one_package,
        put(
            "Web/sites",
            "properties.functionAppConfig.deployment.storage.authentication.type",
            "StorageAccountConnectionString",
        ),
        "has no key",
    ),
    (apps.have_no_password, put("Web/sites", "properties.httpsOnly", False), "httpsOnly"),
    (apps.have_no_password, gone("Web/sites/basicPublishingCredentialsPolicies"), "allow: false"),
    (
        apps.operators_sign_in,
        put(_AUTH, "properties.globalValidation.excludedPaths", ["/api/health"], "operatorSignIn"),
        "excludedPaths",
    ),
    (
        apps.operators_sign_in,
        put(_AUTH, "properties.globalValidation.requireAuthentication", False, "operatorSignIn"),
        "requireAuth",
    ),
    (apps.operators_sign_in, put(_AUTH, "properties.platform.enabled", False, "operatorSignIn"), "platform.enabled"),
    (
        apps.operators_sign_in,
        put(_AUTH, "properties.globalValidation.unauthenticatedClientAction", "AllowAnonymous", "operatorSignIn"),
        "AllowAnonymous",
    ),
    (
        apps.operators_sign_in,
        put(
            _AUTH,
            "properties.identityProviders.azureActiveDirectory.registration.openIdIssuer",
            "https://login.microsoftonline.com/common/v2.0",
            "operatorSignIn",
        ),
        "own tenant",
    ),
    (apps.operators_sign_in, gone(_AUTH, "operatorSignIn"), "0 authsettingsV2"),
    (
        apps.operators_have_no_cors,
        put("Web/sites", "properties.siteConfig.cors.allowedOrigins", ["https://x.example"], "operatorApp"),
        "must be empty",
    ),
    (
        apps.customers_pages_are_let_in_and_no_others,
        put("Web/sites", "properties.siteConfig.cors.allowedOrigins", ["*"], "publicApp"),
        "take both from",
    ),
    (
        apps.customers_pages_are_let_in_and_no_others,
        put("Web/sites", "properties.siteConfig.cors.supportCredentials", True, "publicApp"),
        "supportCredentials",
    ),
    (
        caching.keeps_public_keys_and_assets_alone,
        put("Cdn/profiles/afdEndpoints/routes", "properties.cacheConfiguration", {}, "routes/publicRoute"),
        "/* is cached",
    ),
    (
        caching.keeps_public_keys_and_assets_alone,
        put(
            "Cdn/profiles/afdEndpoints/routes",
            "properties.cacheConfiguration.queryStringCachingBehavior",
            "IgnoreQueryString",
            "routes/publicKeysRoute",
        ),
        "must be UseQueryString",
    ),
    (
        caching.speaks_https_alone,
        put("Cdn/profiles/afdEndpoints/routes", "properties.forwardingProtocol", "MatchRequest"),
        "HttpsOnly",
    ),
    (
        caching.each_host_name_leads_to_its_app,
        put("Cdn/profiles/originGroups/origins", "properties.hostName", "elsewhere", "routes/publicOrigin"),
        "not one of the two apps",
    ),
]


@pytest.mark.parametrize(("rule", "change", "said"), MISTAKES)
def test_the_rule_reports_the_mistake(rule: Rule, change: Change, said: str) -> None:
    right = deployed("private")

    assert list(rule(right)) == []
    assert any(said in finding for finding in rule(change(right)))


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("modules/waf.bicep", "mode: 'Prevention'", "mode: 'Detection'", firewall.blocks),
        ("modules/waf.bicep", "selector: 'pin'", "selector: 'pen'", firewall.keeps_secrets_out_of_its_log),
        (
            "modules/front-door.bicep",
            "concat(endpoints, publicDomains",
            "concat([], publicDomains",
            firewall.stands_before_every_host_name,
        ),
        (
            "modules/function-app.bicep",
            "'x-azure-fdid': [frontDoorId]",
            "'x-azure-fdid': []",
            apps.admit_front_door_alone,
        ),
        (
            "modules/surface.bicep",
            "frontDoorId: door.frontDoorId",
            "frontDoorId: tenantId",
            apps.admit_front_door_alone,
        ),
        ("modules/easy-auth.bicep", "excludedPaths: []", "excludedPaths: ['/api/health']", apps.operators_sign_in),
        ("modules/easy-auth.bicep", "${tenantId}/v2.0", "common/v2.0", apps.operators_sign_in),
        (
            "modules/front-door-routes.bicep",
            "'/operator/assets/*'",
            "'/operator/*'",
            caching.keeps_public_keys_and_assets_alone,
        ),
        (
            "modules/front-door-routes.bicep",
            "hostName: operatorAppHost",
            "hostName: publicAppHost",
            caching.each_host_name_leads_to_its_app,
        ),
        (
            "modules/cosmos.bicep",
            "enableMultipleWriteLocations: false",
            "enableMultipleWriteLocations: true",
            keys.one_region_writes,
        ),
        ("modules/key-vault.bicep", "enablePurgeProtection: true", "enablePurgeProtection: false", keys.are_off),
        ("modules/storage.bicep", "scope: account", "", roles.stand_beside_what_they_open),
    ],
)
def test_a_change_in_the_text_of_a_file_is_seen(file: str, old: str, new: str, rule: Rule) -> None:
    assert list(rule(bank())) == []
    assert list(rule(bank(reading=with_text(f"bicep/{file}", old, new)))) != []

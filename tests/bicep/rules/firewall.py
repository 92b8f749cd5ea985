"""The web application firewall before both host names."""

from collections.abc import Iterator
from urllib.parse import unquote

from tests.bicep.deployed import Deployment, Resource
from tests.bicep.functions import Value
from tests.bicep.rules.values import objects, strings

_SCRUBBED = {
    ("RequestBodyJsonArgNames", "pin"),
    ("RequestBodyJsonArgNames", "redemption_key"),
    ("RequestBodyJsonArgNames", "customer_token"),
    ("RequestHeaderNames", "authorization"),
    ("RequestCookieNames", "appserviceauthsession"),
    ("RequestBodyPostArgNames", "code"),
    ("RequestBodyPostArgNames", "id_token"),
    ("RequestBodyJsonArgNames", "match_code"),
    ("RequestHeaderNames", "dpop"),
    ("RequestHeaderNames", "cookie"),
}
_UNSEEN = sorted(
    (
        ("RequestBodyJsonArgNames", "Equals", "redemption_key"),
        ("RequestBodyJsonArgNames", "Equals", "customer_token"),
        ("RequestCookieNames", "Equals", "AppServiceAuthSession"),
        ("RequestBodyPostArgNames", "Equals", "code"),
        ("RequestBodyPostArgNames", "Equals", "id_token"),
        ("RequestBodyJsonArgNames", "Equals", "display_name"),
        ("RequestBodyJsonArgNames", "Equals", "subject"),
    )
)
"""Fields that the rules may leave out, and no others."""
MOST_A_MINUTE = 300
"""More than a person types, by far; beyond it the limit protects nothing."""
_GUARDED = ("/api/redeem-pin", "/api/./redeem-pin", "/api/%2e/redeem-pin", "/api//redeem-pin", "/API/REDEEM-PIN")
_RESUMED = tuple(path.lower().replace("redeem-pin", "resume") for path in _GUARDED)
_RULE_SETS = ("Microsoft_DefaultRuleSet", "Microsoft_BotManagerRuleSet")


def _policies(deployment: Deployment) -> list[Resource]:
    return deployment.of("Network/FrontDoorWebApplicationFirewallPolicies")


def blocks(deployment: Deployment) -> Iterator[str]:
    """Prevention, switched on, bodies looked into."""
    policies = _policies(deployment)
    if len(policies) != 1:
        yield f"{len(policies)} firewall policies; one policy stands before both host names"
    for policy in policies:
        for path, wanted in (("enabledState", "Enabled"), ("mode", "Prevention"), ("requestBodyCheck", "Enabled")):
            found = policy.at(f"properties.policySettings.{path}")
            if found != wanted:
                yield f"{policy}: policySettings.{path} is {found}; set {wanted}, else nothing is blocked"
        if policy.at("sku.name") != "Premium_AzureFrontDoor":
            yield f"{policy}: sku.name must be Premium_AzureFrontDoor; no other has managed rule sets"


def has_both_rule_sets(deployment: Deployment) -> Iterator[str]:
    """The default and the bot rule set, each blocking, with no rule switched off or merely logging."""
    for policy in _policies(deployment):
        sets = {
            str(one.get("ruleSetType")): one for one in objects(policy.at("properties.managedRules.managedRuleSets"))
        }
        for name in _RULE_SETS:
            if name not in sets:
                yield f"{policy}: managedRuleSets lacks {name}"
            elif sets[name].get("ruleSetAction") != "Block":
                yield f"{policy}: {name} has the action {sets[name].get('ruleSetAction')}; set ruleSetAction: 'Block'"
        for one in sets.values():
            for group in objects(one.get("ruleGroupOverrides")):
                rules = objects(group.get("rules"))
                if not rules:
                    yield f"{policy}: {group.get('ruleGroupName')} is overridden without rules, which disables it"
                for rule in rules:
                    if rule.get("enabledState") == "Disabled" or rule.get("action") in {"Allow", "Log"}:
                        yield f"{policy}: rule {rule.get('ruleId')} no longer blocks; exclude one field instead"


def stands_before_every_host_name(deployment: Deployment) -> Iterator[str]:
    """A security policy joins it to every endpoint and every custom domain, for every path."""
    policies = {policy.id for policy in _policies(deployment)}
    covered: set[str] = set()
    for security in deployment.of("Cdn/profiles/securityPolicies"):
        parameters = security.at("properties.parameters.wafPolicy.id")
        if parameters not in policies:
            yield f"{security}: wafPolicy.id is {parameters}, which is no policy of this deployment"
            continue
        for association in objects(security.at("properties.parameters.associations")):
            if association.get("patternsToMatch") != ["/*"]:
                yield f"{security}: patternsToMatch must be ['/*']; other paths would go round the firewall"
            else:
                covered |= {str(domain.get("id")) for domain in objects(association.get("domains"))}
    for host in deployment.of("Cdn/profiles/afdEndpoints", "Cdn/profiles/customDomains"):
        if host.id not in covered:
            yield f"{host}: no security policy names it: requests go round the firewall; add it to `associations`"


def slows_down_guessing(deployment: Deployment) -> Iterator[str]:
    """A rate limit on redeem-pin, per address of the connection."""
    for policy in _policies(deployment):
        limits = [
            rule
            for rule in objects(policy.at("properties.customRules.rules"))
            if rule.get("ruleType") == "RateLimitRule"
            and rule.get("action") == "Block"
            and rule.get("enabledState") == "Enabled"
            and all(_matches(rule, path) for path in (*_GUARDED, *_RESUMED))
            and not any(condition.get("negateCondition") for condition in objects(rule.get("matchConditions")))
        ]
        if not limits:
            yield f"{policy}: customRules has no enabled RateLimitRule with the action Block on redeem-pin and resume"
        for rule in limits:
            if rule.get("groupBy") != [{"variableName": "SocketAddr"}]:
                yield f"{policy}: {rule.get('name')} must count by SocketAddr; other addresses are what a client says"
            threshold = rule.get("rateLimitThreshold")
            if (
                threshold != deployment.arguments.get("rateLimitPerMinute", threshold)
                or rule.get("rateLimitDurationInMinutes") != 1
            ):
                yield f"{policy}: {rule.get('name')} must take rateLimitPerMinute for one minute, and has {threshold}"


def _matches(rule: dict[str, Value], path: str) -> bool:
    """Whether Front Door would count a request for this path: decoded, lower-cased, every condition."""

    def holds(condition: dict[str, Value]) -> bool:
        asked = condition.get("transforms") or []
        assert isinstance(asked, list)
        seen = unquote(path) if "UrlDecode" in asked else path
        seen = seen.lower() if "Lowercase" in asked else seen
        known = condition.get("matchVariable") == "RequestUri" and condition.get("operator") == "Contains"
        return known and any(value in seen for value in strings(condition.get("matchValue")))

    return all(holds(condition) for condition in objects(rule.get("matchConditions")))


def lets_nobody_pass_before_it(deployment: Deployment) -> Iterator[str]:
    """No custom rule allows, and the limit is one that slows somebody down."""
    for policy in _policies(deployment):
        for rule in objects(policy.at("properties.customRules.rules")):
            if rule.get("action") == "Allow":
                yield f"{policy}: {rule.get('name')} allows, and so goes round every rule after it"
            threshold = rule.get("rateLimitThreshold")
            if isinstance(threshold, int) and threshold > MOST_A_MINUTE:
                yield f"{policy}: {rule.get('name')} takes {threshold} a minute; at most {MOST_A_MINUTE}"


def leaves_out_no_other_field(deployment: Deployment) -> Iterator[str]:
    """The rules look into everything but random or encrypted text of ours and the sign-in's, and people's words."""
    for policy in _policies(deployment):
        for one in objects(policy.at("properties.managedRules.managedRuleSets")):
            found = sorted(
                (str(field.get("matchVariable")), str(field.get("selectorMatchOperator")), str(field.get("selector")))
                for field in objects(one.get("exclusions"))
            )
            if found and found != _UNSEEN:
                yield f"{policy}: exclusions are {found}; they must be {_UNSEEN}"


def keeps_secrets_out_of_its_log(deployment: Deployment) -> Iterator[str]:
    """PINs, redemption keys and tokens are masked before the firewall writes its log."""
    for policy in _policies(deployment):
        scrubbing = "properties.policySettings.logScrubbing"
        if policy.at(f"{scrubbing}.state") != "Enabled":
            yield f"{policy}: logScrubbing.state must be Enabled"
        masked = {
            (str(rule.get("matchVariable")), str(rule.get("selector")).lower())
            for rule in objects(policy.at(f"{scrubbing}.scrubbingRules"))
            if rule.get("state") == "Enabled"
        }
        for variable, selector in sorted(_SCRUBBED - masked):
            yield f"{policy}: logScrubbing lacks an enabled rule for {selector} ({variable}); it would stand in the log"

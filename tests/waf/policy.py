"""The firewall policy that `bicep/` declares, as far as a stand-in can keep to it."""

from dataclasses import dataclass
from typing import Literal

from tests.bicep.deployed import Deployment, Resource
from tests.bicep.rules.values import objects, strings

_KIND = "Network/FrontDoorWebApplicationFirewallPolicies"
_RULES = "Microsoft_DefaultRuleSet"

Place = Literal["json", "form", "header", "cookie"]
_PLACES: dict[str, Place] = {
    "RequestBodyJsonArgNames": "json",
    "RequestBodyPostArgNames": "form",
    "RequestHeaderNames": "header",
    "RequestCookieNames": "cookie",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One named part of a request."""

    place: Place
    name: str


@dataclass(frozen=True, slots=True)
class FirewallPolicy:
    """What blocks and how it answers, which fields the rules leave out, which its log masks, whom it slows down."""

    blocks: bool
    looks_into_bodies: bool
    block_status: int
    exclusions: frozenset[Field]
    masked: frozenset[Field]
    limited_paths: tuple[str, ...]
    limit_per_minute: int


def declared(deployment: Deployment) -> FirewallPolicy:
    """The one policy of the deployment. Fails on whatever the stand-in could not keep to."""
    (policy,) = deployment.of(_KIND)
    settings = "properties.policySettings"
    (limit,) = objects(policy.at("properties.customRules.rules"))
    assert limit["ruleType"] == "RateLimitRule", "the stand-in knows no other custom rule"
    assert limit["action"] == "Block"
    assert limit["groupBy"] == [{"variableName": "SocketAddr"}]
    assert limit["rateLimitDurationInMinutes"] == 1
    (condition,) = objects(limit["matchConditions"])
    assert (condition["matchVariable"], condition["operator"]) == ("RequestUri", "Contains")
    per_minute, status = limit["rateLimitThreshold"], policy.at(f"{settings}.customBlockResponseStatusCode")
    assert isinstance(per_minute, int)
    assert isinstance(status, int)
    (rules,) = [
        one for one in objects(policy.at("properties.managedRules.managedRuleSets")) if one["ruleSetType"] == _RULES
    ]
    return FirewallPolicy(
        blocks=policy.at(f"{settings}.mode") == "Prevention" and policy.at(f"{settings}.enabledState") == "Enabled",
        looks_into_bodies=policy.at(f"{settings}.requestBodyCheck") == "Enabled",
        block_status=status,
        exclusions=frozenset(_field(one) for one in objects(rules.get("exclusions"))),
        masked=_masked(policy),
        limited_paths=tuple(strings(condition["matchValue"])),
        limit_per_minute=per_minute,
    )


def _masked(policy: Resource) -> frozenset[Field]:
    scrubbing = "properties.policySettings.logScrubbing"
    if policy.at(f"{scrubbing}.state") != "Enabled":
        return frozenset()
    rules = objects(policy.at(f"{scrubbing}.scrubbingRules"))
    return frozenset(_field(rule) for rule in rules if rule["state"] == "Enabled")


def _field(rule: dict[str, object]) -> Field:
    assert rule["selectorMatchOperator"] == "Equals", f"the stand-in knows no other operator: {rule}"
    return Field(_PLACES[str(rule["matchVariable"])], str(rule["selector"]))

"""The rules of exact values report a change in the text of a file."""

import pytest

from tests.bicep.mutations import Rule
from tests.bicep.project import bank, with_text
from tests.bicep.rules import exact, firewall, roles, written
from tests.bicep.rules.apps import have_no_password


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("cosmos", "string = 'Continuous30Days'", "string = 'Continuous7Days'", exact.values_hold),
        ("cosmos", "level: 'CanNotDelete'", "level: 'NotSpecified'", exact.values_hold),
        ("storage", "isVersioningEnabled: true", "isVersioningEnabled: false", exact.values_hold),
        ("easy-auth", "validateNonce: true", "validateNonce: false", exact.the_sign_in_is_whole),
        ("easy-auth", "allowedAudiences: [clientId]", "allowedAudiences: ['api://x']", exact.the_sign_in_is_whole),
        ("key-vault", "'AuditEvent', enabled: true", "'AuditEvent', enabled: false", exact.logs_are_complete),
        ("cosmos", "'PartitionKeyRUConsumption'", "'QueryRuntimeStatistics'", exact.logs_are_complete),
        ("network", "access: 'Deny'", "access: 'Allow'", exact.the_network_ends_in_a_refusal),
        ("alerts/changes", "'Microsoft.Web/sites/config/write'", "", exact.every_change_raises_an_alert),
        ("waf", "['redeem-pin', '/resume']", "['redeem-pin']", firewall.slows_down_guessing),
        ("waf", "['redeem-pin', '/resume']", "['/api/redeem-pin', '/api/resume']", firewall.slows_down_guessing),
        ("waf", "'SocketAddr'", "'GeoLocation'", firewall.slows_down_guessing),
        ("waf", "selector: 'id_token' }", "selector: 'pin' }", firewall.leaves_out_no_other_field),
        ("waf", "selector: 'subject' }", "selector: 'call_id' }", firewall.leaves_out_no_other_field),
        (
            "waf",
            "selector: 'DPoP', state: 'Enabled'",
            "selector: 'DPoP', state: 'Disabled'",
            firewall.keeps_secrets_out_of_its_log,
        ),
        ("function-app", "remoteDebuggingEnabled: false", "remoteDebuggingEnabled: true", have_no_password),
        (
            "releases",
            "    deployerPrincipalId:",
            "    principalId: 'x'\n    deployerPrincipalId:",
            roles.only_deployers_open_releases,
        ),
    ],
)
def test_the_change_is_seen(file: str, old: str, new: str, rule: Rule) -> None:
    assert list(rule(bank(privateNetwork=True))) == []
    assert list(rule(bank(privateNetwork=True, reading=with_text(f"bicep/modules/{file}.bicep", old, new)))) != []


def test_an_audit_of_a_month_is_seen() -> None:
    assert list(exact.audit_rows_are_kept(bank(auditRetentionDays=30))) != []


def test_a_limit_that_limits_nobody_is_seen() -> None:
    assert list(firewall.lets_nobody_pass_before_it(bank(rateLimitPerMinute=6000))) != []


def test_routes_that_do_not_wait_are_seen() -> None:
    reading = with_text("bicep/main.bicep", "dependsOn: [operatorSignIn, publicNoSignIn]", "dependsOn: []")

    assert written.waits_for(reading, "bicep/main.bicep", "routes") == set()

"""The rules about what stands in the files report the very mistake that each is for."""

from collections.abc import Callable, Iterable

import pytest

from tests.bicep.project import bank, read, with_text
from tests.bicep.rules import written
from tests.bicep.scope import BicepError, Read

Rule = Callable[[Read, list[str]], Iterable[str]]
_MODULE = "bicep/modules/identity.bicep"


def _with(line: str) -> Read:
    return lambda path: read(path) + line + "\n"


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (written.gives_out_no_key, "output key string = identity.listKeys().keys[0].value"),
        (written.gives_out_no_key, "output connectionString string = identity.properties.principalId"),
        (written.gives_out_no_key, "output telling string = insights.properties.ConnectionString"),
        (written.gives_out_no_key, "@secure()\nparam pepper string"),
        (written.declares_what_it_uses, "param nobodyReadsThis string = ''"),
        (written.declares_what_it_uses, "var nobodyReadsThis = 1"),
        (
            written.takes_previews_for_a_reason,
            "resource x 'Microsoft.Web/sites@2024-01-01-preview' existing = {\n  name: 'x'\n}",
        ),
        (written.says_why_a_scanner_is_told_to_skip, "// checkov:skip=CKV_AZURE_1"),
        (written.says_why_a_scanner_is_told_to_skip, "// checkov:skip=CKV_AZURE_1: no"),
        (written.is_short, "//\n" * written.LONGEST),
    ],
)
def test_the_rule_reports_the_line(rule: Rule, line: str) -> None:
    assert list(rule(read, [_MODULE])) == []
    assert list(rule(_with(line), [_MODULE])) != []


@pytest.mark.parametrize(
    "line", ["param adminPassword = 'x'", "param storage = 'AccountKey=abc'", "var clientSecret = 'x'"]
)
def test_a_secret_among_the_parameters_is_found(line: str) -> None:
    assert list(written.holds_no_secret(_with(line), "bicep/main.bicepparam")) != []


def test_a_resource_in_main_is_found() -> None:
    line = "resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {\n  name: 'x'\n}"

    assert list(written.main_is_a_table_of_contents(_with(line), "bicep/main.bicep")) != []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "bicep/main.bicep",
            "hostName: frontDoor.outputs.publicHost",
            "hostName: frontDoor.outputs.publikHost",
            "no output publikHost",
        ),
        ("bicep/main.bicep", "surface: 'operator'", "surfase: 'operator'", "no parameter surfase"),
        ("bicep/main.bicep", "    tenantId: tenantId\n", "", "needs the parameter tenantId"),
        ("bicep/modules/waf.bicep", "concat(opaque,", "concat(opaqe,", "nothing is called opaqe"),
        ("bicep/main.bicep", "allowedOrigins: allowedOrigins", "allowedOrigins: tenantId", "is declared array"),
    ],
)
def test_what_a_compiler_would_refuse_is_refused(file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(BicepError, match=said):
        bank(reading=with_text(file, old, new))

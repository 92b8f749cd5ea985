"""What docs/firewall.md counts is what the suite has."""

import re

from tests.bicep.project import deployed, read
from tests.waf import content
from tests.waf.attack_texts import written_for
from tests.waf.policy import declared
from tests.waf.test_two_thousand_journeys import JOURNEYS_WHERE_NOBODY_SAYS
from tests.waf.tokens import MOST_CHARACTERS

_PAGE = read("docs/firewall.md")
_WORDS = {9: "nine"}


def test_its_numbers_are_the_suites() -> None:
    assert f"**Nobody honest is blocked.** {JOURNEYS_WHERE_NOBODY_SAYS:,} journeys" in _PAGE
    assert f"up to {MOST_CHARACTERS // 1024} KB" in _PAGE
    assert f"{_WORDS[len(content.AGENTS)]} browsers, {_WORDS[len(content.LANGUAGES)]} languages" in _PAGE
    assert f"({written_for()} with Debian 12)" in _PAGE


def test_what_it_says_was_excluded_and_masked_is() -> None:
    policy, changed = declared(deployed("bank")), _PAGE.partition("## What it changed")[2].partition("\n## ")[0]
    excluded, masked = (re.findall(r"`(\w+)`", line.partition(":")[0])[:3] for line in changed.split("\n- ")[1:])

    assert {"subject", "display_name"} == set(excluded) & {field.name for field in policy.exclusions}
    assert {"match_code", "DPoP", "Cookie"} == set(masked) & {field.name for field in policy.masked}

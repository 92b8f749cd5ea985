"""Rules over what the neighbours tell."""

from collections.abc import Iterable, Iterator, Mapping

from shared.doctor.catalogue import found
from shared.doctor.facts import KeeperFacts, SecretFact, StoreFacts
from shared.doctor.findings import Finding
from shared.instants import Instant

CLOCKS_SECONDS = 60
"""How far the clocks of instances, caches and the vault may stand apart."""
KEY_DAYS = 90
PEPPER_DAYS = 365
DAY_MS = 86_400_000
STRONGER_FROM = Instant(1_924_992_000_000)
"""2031-01-01: NIST SP 800-57 part 1 revision 5, table 4, has 112 bits of strength acceptable through 2030."""
_WHERE = {
    "store": ("the document store", "STORE, COSMOS_ENDPOINT"),
    "secrets": ("the keeper of the secrets", "SECRETS, KEY_VAULT_URL"),
    "calls": ("the call service", "CALLS, ACS_ENDPOINT"),
}


def of_neighbours(answering: Mapping[str, bool]) -> Iterator[Finding]:
    """By the names that readiness has for them."""
    for name, answers in answering.items():
        if not answers:
            called, setting = _WHERE[name]
            yield found("neighbour-unreachable", setting, f"{called} does not answer, or not with what is needed")


def of_store(facts: StoreFacts) -> Iterator[Finding]:
    """One region writes, and everybody reads what it wrote."""
    regions = facts.write_regions
    if len(regions) > 1:
        yield found("two-write-regions", "COSMOS_ENDPOINT", f"{len(regions)} regions take writes: {', '.join(regions)}")
    if not facts.strong:
        yield found("consistency-not-strong", "COSMOS_ENDPOINT", "the account's consistency is weaker than Strong")


def of_keeper(facts: KeeperFacts, environment: str | None, now: Instant) -> Iterator[Finding]:
    """Clock, keys and peppers; `environment` is ours, when it has a name."""
    ahead = facts.clock_ahead_ms
    if ahead is not None and abs(ahead) > CLOCKS_SECONDS * 1000:
        way = "ahead of" if ahead > 0 else "behind"
        yield found("clock-skew", "KEY_VAULT_URL", f"this machine's clock is {_long(abs(ahead))} {way} the vault's")
    for fact in facts.secrets:
        yield from _strength(fact, now)
        if environment is not None and fact.environment not in {None, environment}:
            what = f"{_named(fact)} was made for {fact.environment}, and this is {environment}"
            yield found(f"{fact.kind}-shared", "ENVIRONMENT", what)
    yield from _age(facts.secrets, now)


def shared(ours: KeeperFacts, theirs: KeeperFacts, other: str) -> Iterator[Finding]:
    """Secrets that another vault holds as well, whatever they are called there."""
    known = {fact.fingerprint for fact in theirs.secrets}
    for fact in ours.secrets:
        if fact.fingerprint in known:
            yield found(f"{fact.kind}-shared", "KEY_VAULT_URL", f"{_named(fact)} is in {other} as well")


def _strength(fact: SecretFact, now: Instant) -> Iterator[Finding]:
    needed = 2048 if now < STRONGER_FROM else 3072
    if fact.bits is not None and fact.bits < needed:
        yield found("signing-key-small", fact.secret, f"{_named(fact)} has {fact.bits} bits, and {needed} are needed")


def _age(secrets: Iterable[SecretFact], now: Instant) -> Iterator[Finding]:
    by_secret: dict[str, list[SecretFact]] = {}
    for fact in sorted(secrets, key=lambda one: (one.created, one.version)):
        by_secret.setdefault(fact.secret, []).append(fact)
    for versions in by_secret.values():
        oldest, newest = versions[0], versions[-1]
        if newest.kind == "pepper":
            if _days(newest, now) > PEPPER_DAYS:
                yield found("pepper-old", newest.secret, f"{_named(newest)} is {_days(newest, now)} days old")
        elif _days(oldest, now) > KEY_DAYS:
            say = "and none is newer" if oldest is newest else "and verifies still, though there is a newer one"
            yield found("signing-key-old", oldest.secret, f"{_named(oldest)} is {_days(oldest, now)} days old, {say}")


def _days(fact: SecretFact, now: Instant) -> int:
    return (now - fact.created) // DAY_MS


def _named(fact: SecretFact) -> str:
    return f"{fact.secret}, version {fact.version}"


def _long(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes} min {seconds} s"

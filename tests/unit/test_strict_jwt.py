"""One reader of tokens: of every kind, nothing but what its rules want is let in, and every refusal is a refusal."""

import jwt
import pytest

from tests.unit.token_attacks import ON_ANY_KIND, ON_NAMED_KINDS, Attack
from tests.unit.token_kinds import BANK, FOREIGN, KINDS, SESSION, SETTING, Kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_token_as_it_should_be_is_let_in(kind: Kind) -> None:
    """The ground that the attacks stand on."""
    kind.show(kind.token())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("attack", ON_ANY_KIND.values(), ids=ON_ANY_KIND)
def test_no_other_token_is_let_in(kind: Kind, attack: Attack) -> None:
    with pytest.raises(kind.refusals):
        kind.show(attack(kind))


@pytest.mark.parametrize("kind", [SESSION, FOREIGN], ids=lambda kind: kind.name)
@pytest.mark.parametrize("attack", ON_NAMED_KINDS.values(), ids=ON_NAMED_KINDS)
def test_no_token_from_or_for_another_is_let_in(kind: Kind, attack: Attack) -> None:
    with pytest.raises(kind.refusals):
        kind.show(attack(kind))


def test_the_attacks_bite() -> None:
    """A careful call of the library alone lets many of them by, or falls over."""
    let_by = 0
    for attack in (ON_ANY_KIND | ON_NAMED_KINDS).values():
        try:
            jwt.decode(
                attack(FOREIGN),
                BANK.public_key(),
                algorithms=["RS256"],
                audience=SETTING.audience,
                issuer=SETTING.issuer,
                options={"verify_exp": False, "verify_iat": False, "verify_nbf": False},  # ours is a held clock
            )
        except jwt.PyJWTError:
            continue
        except UnicodeEncodeError:
            pass
        let_by += 1

    assert let_by > 100

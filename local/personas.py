"""The people who can sign in on the laptop."""

from dataclasses import dataclass

from shared.settings import LOCAL_TENANT

TENANT = LOCAL_TENANT


@dataclass(frozen=True, slots=True)
class Persona:
    """One of the cast. `roles` are app roles as Entra ID would put them in the token."""

    id: str
    object_id: str
    name: str
    user_name: str
    roles: tuple[str, ...]


def _persona(persona_id: str, number: str, name: str, mailbox: str, *roles: str) -> Persona:
    return Persona(persona_id, f"22222222-2222-4222-8222-00000000{number}", name, f"{mailbox}@bank.example", roles)


PERSONAS = {
    persona.id: persona
    for persona in (
        _persona("operator-1", "0001", "Jana Nováková", "jana.novakova", "Operator"),
        _persona("operator-2", "0002", "Kim Min-ji", "minji.kim", "Operator"),
        _persona("auditor-1", "0101", "Eva Auditorová", "eva.auditorova", "Auditor"),
        _persona("admin-1", "0201", "Adam Správce", "adam.spravce", "Admin"),
        _persona("nobody-1", "0301", "Nikdo Neznámý", "nikdo.neznamy"),
    )
}

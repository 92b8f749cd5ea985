"""Who asks: somebody of the bank by cookie, a customer by session token, nobody, or both at once."""

from dataclasses import dataclass

from tests.openapi.journeys import Stage


@dataclass(frozen=True)
class Persona:
    """`staff` is one of the laptop's cast; `customer` says where the customer stands whose token is sent.

    `has_key`: their session is bound to a key of the browser, and every request proves it.
    """

    staff: str | None = None
    customer: Stage | None = None
    has_key: bool = False

    @property
    def is_somebody(self) -> bool:
        return self.staff is not None or self.customer is not None


PERSONAS = {
    "operator": Persona(staff="operator-1"),
    "auditor": Persona(staff="auditor-1"),
    "staff without a role": Persona(staff="nobody-1"),
    "customer waiting": Persona(customer="waiting"),
    "customer admitted": Persona(customer="admitted"),
    "customer who left": Persona(customer="left"),
    "customer with a key": Persona(customer="admitted", has_key=True),
    "nobody": Persona(),
    "operator and customer at once": Persona(staff="operator-1", customer="admitted"),
}

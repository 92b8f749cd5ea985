"""GET /api/me."""

import pytest

from tests.functions.contract_document import ContractDocument
from tests.functions.people import Operator
from tests.functions.product import fine


@pytest.mark.parametrize(
    ("persona", "name", "number", "roles"),
    [
        ("operator-1", "Jana Nováková", "0001", ["Operator"]),
        ("operator-2", "Kim Min-ji", "0002", ["Operator"]),
        ("auditor-1", "Eva Auditorová", "0101", ["Auditor"]),
        ("admin-1", "Adam Správce", "0201", ["Admin"]),
        ("nobody-1", "Nikdo Neznámý", "0301", []),
    ],
)
def test_anybody_signed_in_sees_who_they_are(
    origin: str, document: ContractDocument, persona: str, name: str, number: str, roles: list[str]
) -> None:
    with Operator(origin, document, persona) as somebody:
        assert fine(somebody.get("/api/me")) == {
            "name": name,
            "object_id": f"22222222-2222-4222-8222-00000000{number}",
            "roles": roles,
            "provider": "aad",
        }

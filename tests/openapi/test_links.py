"""The links of the served document lead somewhere: to an operation that it has, with fields that this one knows."""

from pathlib import Path
from typing import Any

import pytest

from functions.openapi import openapi
from functions.routes import served
from shared.settings import Surface


def _linked(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (operation["operationId"], link)
        for item in document["paths"].values()
        for operation in item.values()
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]


@pytest.mark.parametrize("surface", ["all", "operator", "public"])
def test_every_link_leads_to_an_operation_that_takes_what_it_gives(surface: Surface) -> None:
    document: dict[str, Any] = dict(openapi(served(surface, "local")))
    operations = {op["operationId"]: op for item in document["paths"].values() for op in item.values()}

    links = _linked(document)
    assert links
    for _, link in links:
        target = operations[link["operationId"]]
        if "requestBody" in link:
            name = Path(target["requestBody"]["content"]["application/json"]["schema"]["$ref"]).name
            assert set(link["requestBody"]) <= set(document["components"]["schemas"][name]["properties"])
        assert set(link.get("parameters", {})) <= {parameter["name"] for parameter in target["parameters"]}


def test_from_a_new_call_the_links_lead_to_its_end() -> None:
    links = _linked(dict(openapi(served("all", "local"))))
    reached = {"create-call"}
    while more := {link["operationId"] for source, link in links if source in reached} - reached:
        reached |= more

    assert {"issue-pin", "redeem-pin", "session", "admit", "issue-acs-token", "resume", "end-call"} <= reached

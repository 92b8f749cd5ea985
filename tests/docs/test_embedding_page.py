"""docs/embedding.md tells the web team what the code does."""

import json
import re

from shared.calling_sdk import call_directives
from tests.e2e.hosts import ROOT

_PAGE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
_WIDGET = json.loads((ROOT / "widget-npm" / "package.json").read_text(encoding="utf-8"))
_README = (ROOT / "widget-npm" / "README.md").read_text(encoding="utf-8")


def test_the_hosts_that_it_names_are_those_of_our_own_policy() -> None:
    (connect,) = re.findall(r"connect-src 'self' ([^;]+);", call_directives("acs"))

    assert f"`{connect}`" in _PAGE or connect in _PAGE
    assert "worker-src blob:" in call_directives("acs")
    assert "| `worker-src` | `blob:` |" in _PAGE


def test_the_versions_that_it_installs_are_those_that_are_tested() -> None:
    for package in ("@azure/communication-calling", "@azure/communication-common"):
        assert f"{package}@{_WIDGET['devDependencies'][package]}" in _PAGE
        assert _WIDGET["peerDependenciesMeta"][package] == {"optional": True}


def test_the_command_that_makes_the_sdks_files_is_the_widgets_own() -> None:
    (command,) = re.findall(r"^npx esbuild .*$", _PAGE, re.MULTILINE)

    assert command in _README


def test_the_folder_of_the_example_is_the_widgets_version() -> None:
    assert set(re.findall(r"/assist/([\d.]+)/", _PAGE)) == {_WIDGET["version"]}


def test_the_attributes_and_doors_that_it_uses_are_there() -> None:
    doors = {name.removeprefix(".") for name in _WIDGET["exports"]}

    for door in re.findall(r'"@assisted-chat/widget(/[a-z]+)"', _PAGE):
        assert door in doors
    for attribute in set(re.findall(r"<assisted-chat ([^>]*)>", _PAGE)):
        for name in re.findall(r"([a-z-]+)=", attribute):
            assert f"`{name}`" in _README


def test_every_file_that_it_names_is_there() -> None:
    for path in re.findall(r"(?:tests|widget-npm|docs)/[\w./-]*\w", _PAGE):
        assert (ROOT / path).exists(), path

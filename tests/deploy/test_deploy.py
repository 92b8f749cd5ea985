"""The command that deploys: the same bytes to both apps, once, through Resource Manager, and back again."""

import hashlib
import json

import pytest

from tests.deploy.conftest import OPERATOR, PUBLIC, Environment, zip_of
from tests.partners.resource_manager import Way


@pytest.mark.parametrize("way", ["operation", "location", "resource"])
def test_both_apps_run_the_very_bytes_of_the_package(environment: Environment, way: Way) -> None:
    environment.arm.way = way
    package = environment.package("1.2.3")

    done = environment.deploy(package)

    assert done.returncode == 0, done.stderr
    assert environment.arm.running == {PUBLIC: package.read_bytes(), OPERATOR: package.read_bytes()}
    assert "runs 1.2.3" in done.stdout


def test_a_package_is_kept_under_the_hash_of_its_bytes(environment: Environment) -> None:
    package = environment.package("1.2.3")
    environment.deploy(package)
    name = f"{hashlib.sha256(package.read_bytes()).hexdigest()}/released-package.zip"
    assert environment.kept() == [name]
    assert environment.releases.download_blob(name).readall() == package.read_bytes()


def test_readers_of_documents_are_renewed_before_their_makers_and_go_back_after_them(environment: Environment) -> None:
    environment.deploy(environment.package("1.0.0"))
    environment.deploy(environment.package("1.1.0"))
    environment.deploy("--rollback-to", "previous")
    assert environment.arm.put == [PUBLIC, OPERATOR, PUBLIC, OPERATOR, OPERATOR, PUBLIC]


def test_the_second_time_nothing_is_uploaded_nor_deployed(environment: Environment) -> None:
    package = environment.package("1.2.3")
    environment.deploy(package)
    blobs = list(environment.releases.list_blob_names())

    again = environment.deploy(package)

    assert again.returncode == 0, again.stderr
    assert environment.arm.put == [PUBLIC, OPERATOR]
    assert blobs == list(environment.releases.list_blob_names())
    assert environment.deploy(package, "--again").returncode == 0
    assert environment.arm.put == [PUBLIC, OPERATOR, PUBLIC, OPERATOR]


def test_rolling_back_deploys_what_ran_before(environment: Environment) -> None:
    older, newer = environment.package("1.0.0"), environment.package("1.1.0")
    environment.deploy(older)
    environment.deploy(newer)

    done = environment.deploy("--rollback-to", "previous")

    assert done.returncode == 0, done.stderr
    assert environment.arm.running == {PUBLIC: older.read_bytes(), OPERATOR: older.read_bytes()}
    assert "runs 1.0.0" in done.stdout
    by_hash = environment.deploy("--rollback-to", hashlib.sha256(newer.read_bytes()).hexdigest())
    assert by_hash.returncode == 0, by_hash.stderr
    assert environment.arm.running[PUBLIC] == newer.read_bytes()


def test_there_is_nothing_to_go_back_to_at_first(environment: Environment) -> None:
    environment.deploy(environment.package("1.0.0"))
    done = environment.deploy("--rollback-to", "previous")
    assert (done.returncode, "nothing to go back to" in done.stderr) == (1, True)


def test_a_kept_package_that_was_changed_is_never_deployed(environment: Environment) -> None:
    environment.deploy(environment.package("1.0.0"))
    environment.deploy(environment.package("1.1.0"))
    changed = zip_of({"host.json": "{}", "shared/version.py": 'VERSION = "1.0.0"\n', "evil.py": ""})
    oldest = environment.releases.list_blob_names(name_starts_with="deployed/public/").next().rpartition("-")[2]
    environment.releases.upload_blob(f"{oldest}/released-package.zip", changed, overwrite=True)

    done = environment.deploy("--rollback-to", "previous")

    assert (done.returncode, "was changed" in done.stderr) == (1, True)
    assert environment.arm.put == [PUBLIC, OPERATOR] * 2


@pytest.mark.parametrize("way", ["operation", "location", "resource"])
def test_a_failed_deployment_is_told_in_the_platforms_words_and_leaves_the_other_app_alone(
    environment: Environment, way: Way
) -> None:
    environment.arm.way = way
    environment.arm.fails_with = "No module named 'pydantic'"

    done = environment.deploy(environment.package("1.0.0"))

    assert done.returncode == 1
    assert "public: " in done.stderr
    assert "No module named 'pydantic'" in done.stderr
    assert environment.arm.put == [PUBLIC]
    environment.arm.fails_with = ""
    assert environment.deploy(environment.package("1.0.0")).returncode == 0


def test_a_deployment_that_is_under_way_is_not_overtaken(environment: Environment) -> None:
    environment.arm.busy = True
    done = environment.deploy(environment.package("1.0.0"))
    assert (done.returncode, "under way" in done.stderr) == (1, True)


def test_the_address_of_the_package_opens_that_package_alone_and_is_never_shown(environment: Environment) -> None:
    done = environment.deploy(environment.package("1.0.0"))
    for address in environment.arm.addresses:
        grant = dict(pair.split("=", 1) for pair in address.partition("?")[2].split("&"))
        assert (grant["sp"], grant["sr"], grant["spr"]) == ("r", "b", "https")
        assert "skoid" in grant, "signed with an account key, not by who deploys"
        assert grant["sig"] not in done.stdout + done.stderr


def test_a_refusal_that_repeats_the_address_is_told_without_what_opens_it(environment: Environment) -> None:
    environment.arm.fails_with = "no such package: https://account.example/packages/p.zip?sp=r&sig=opens-it&se=now"
    done = environment.deploy(environment.package("1.0.0"))
    assert ("no such package" in done.stderr, "opens-it" in done.stderr) == (True, False)


def test_an_app_that_does_not_tell_the_new_version_is_not_called_deployed(environment: Environment) -> None:
    environment.deploy(environment.package("1.0.0"))
    outputs = json.loads(environment.deployment.read_text())
    outputs["publicDefaultHost"]["value"] = outputs["operatorDefaultHost"]["value"]
    environment.deployment.write_text(json.dumps(outputs))

    done = environment.deploy(environment.package("1.1.0"))

    assert (done.returncode, "not shown" in done.stderr) == (1, True)


def test_an_operator_app_that_answers_strangers_is_found_out(environment: Environment) -> None:
    outputs = json.loads(environment.deployment.read_text())
    outputs["operatorDefaultHost"]["value"] = outputs["publicDefaultHost"]["value"]
    environment.deployment.write_text(json.dumps(outputs))

    done = environment.deploy(environment.package("1.0.0"))

    assert (done.returncode, "wants a sign-in" in done.stderr) == (1, True)


@pytest.mark.parametrize("content", [b"", b"PK", zip_of({"host.json": "{}"})])
def test_what_is_no_package_of_ours_is_refused_before_anything_is_asked(
    environment: Environment, content: bytes
) -> None:
    file = environment.folder / "other.zip"
    file.write_bytes(content)
    done = environment.deploy(file)
    assert (done.returncode, "make package" in done.stderr) == (1, True)
    assert environment.kept() == []


def test_a_missing_output_is_named(environment: Environment) -> None:
    environment.deployment.write_text("{}")
    done = environment.deploy(environment.package("1.0.0"))
    assert (done.returncode, "resourceGroupName" in done.stderr) == (1, True)


def test_the_outputs_of_azd_serve_as_well(environment: Environment) -> None:
    outputs = json.loads(environment.deployment.read_text())
    environment.deployment.write_text(json.dumps({name: output["value"] for name, output in outputs.items()}))
    assert environment.deploy(environment.package("1.0.0")).returncode == 0


def test_whoever_has_no_token_deploys_nothing(environment: Environment) -> None:
    done = environment.deploy(environment.package("1.0.0"), IDENTITY_HEADER="another")
    assert (done.returncode, "no token" in done.stderr) == (1, True)
    assert environment.kept() == []


def test_nothing_is_uploaded_for_an_app_that_is_not_there(environment: Environment) -> None:
    environment.arm.apps = frozenset({PUBLIC})
    done = environment.deploy(environment.package("1.0.0"))
    assert (done.returncode, f"'{OPERATOR}' was not found" in done.stderr) == (1, True)
    assert environment.kept() == []

"""What holds of every workflow, beside what zizmor finds: they are read as text, for each fact is a line."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXTS = {file.name: file.read_text() for file in WORKFLOWS}
_ELSEWHERE = re.compile(r"uses: (?!\./)(\S+)( # (\S+))?")
_JOB = re.compile(r"^  (\w+):\n(.*?)(?=^  \w+:\n|\Z)", re.MULTILINE | re.DOTALL)


def _jobs(text: str) -> dict[str, str]:
    return dict(_JOB.findall(text.partition("\njobs:\n")[2]))


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[request.param]


def test_every_action_is_one_commit_whose_version_stands_beside_it(text: str) -> None:
    for action, _, version in _ELSEWHERE.findall(text):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r"v\d+\.\d+\.\d+", version), action


def test_one_version_of_an_action_everywhere() -> None:
    used = {action for text in TEXTS.values() for action, _, _ in _ELSEWHERE.findall(text)}
    assert len(used) == len({action.partition("@")[0] for action in used})


def test_no_workflow_knows_a_secret(text: str) -> None:
    assert not re.search(r"\bsecrets[.\[]|secrets: inherit|NODE_AUTH_TOKEN|NPM_TOKEN|AZURE_CREDENTIALS", text)


def test_nobody_elses_code_meets_our_rights(text: str) -> None:
    assert not re.search(r"pull_request_target|workflow_run|issue_comment", text)


def test_every_job_has_the_rights_it_needs_and_an_end(text: str) -> None:
    assert "\npermissions: {}\n" in text
    for name, job in _jobs(text).items():
        assert "    permissions:\n" in job, name
        assert "timeout-minutes:" in job or "uses: ./.github/" in job, name
        assert "contents: write" not in job, name


def test_a_deployment_is_built_once_and_meets_dev_before_prod() -> None:
    jobs = _jobs(TEXTS["deploy.yml"])
    assert sum(text.count("make package") for text in TEXTS.values()) == 1
    assert "needs: build" in jobs["attest"]
    assert "needs: attest" in jobs["dev"]
    assert "needs: dev" in jobs["prod"]


def test_prod_is_deployed_as_dev_is() -> None:
    jobs = _jobs(TEXTS["deploy.yml"])
    prod = jobs["prod"].replace("prod", "dev").replace("RUNNER_PROD", "RUNNER_DEV")
    assert prod.strip() == jobs["dev"].replace("needs: attest", "needs: dev").strip()


def test_where_a_package_comes_from_is_checked_before_it_is_deployed() -> None:
    steps = TEXTS["deploy-environment.yml"]
    assert steps.index("gh attestation verify") < steps.index("azure/login@") < steps.index("scripts/deploy.py")
    assert steps.index("sub what-if") < steps.index("sub create")


@pytest.mark.parametrize("hook", ["preprovision", "postprovision"])
def test_azd_runs_hooks_that_a_shell_can_read(hook: str) -> None:
    declared = (ROOT / "azure.yaml").read_text()
    (script,) = re.findall(rf"  {hook}:\n    shell: sh\n    run: (\S+)", declared)
    assert (ROOT / script).stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", ROOT / script], check=False).returncode == 0


def test_azd_deploys_nothing_by_itself() -> None:
    """It would go through the SCM sites, which are closed."""
    assert not re.search(r"^services:", (ROOT / "azure.yaml").read_text(), re.MULTILINE)


def test_what_installs_other_peoples_code_signs_nothing() -> None:
    build, attest = (_jobs(TEXTS["deploy.yml"])[name] for name in ("build", "attest"))

    assert "id-token" not in build
    assert "run: " not in attest


def test_every_parameter_of_bicep_is_handed_to_the_deployment() -> None:
    read = set(re.findall(r"readEnvironmentVariable\('([A-Z0-9_]+)'", (ROOT / "bicep/main.bicepparam").read_text()))

    assert [name for name in sorted(read) if f"      {name}: " not in TEXTS["deploy-environment.yml"]] == []


def test_a_private_networks_runner_is_chosen_by_a_variable_that_is_there_by_then() -> None:
    """GitHub has the variables of an environment only once the job runs."""
    assert "runs-on: ${{ inputs.runner }}" in TEXTS["deploy-environment.yml"]
    assert "vars.RUNNER_PROD" in TEXTS["deploy.yml"]

"""The checks of `make check` that look for secrets each find what they are for: planted, one at a time."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scripts.lint_secrets import main as lint_secrets
from scripts.secret_rules import judge
from tests.e2e.hosts import ROOT

_HEAD = "import hmac, logging, sys, jwt, httpx\n_log = logging.getLogger(__name__)\n"
LOGGED = (
    '_log.info("redeemed %s", pin)',
    '_log.info("redeemed %s", wanted.pin.digits)',
    '_log.debug("%s", session_token)',
    '_log.debug("%s", self._keys)',
    '_log.warning("%s", str(proof))',
    '_log.warning("%s", asked.redemption_key)',
    '_log.error("code %s", customer["match_code"])',
    '_log.error("%s", request)',
    '_log.error("%s", request.url)',
    '_log.error("%s", request.headers)',
    '_log.error("%s", response.body[:20])',
    '_log.error("%s", headers["authorization"])',
    '_log.error("%r", [member.display_name for member in call])',
    '_log.error("call", extra={"token": token})',
    '_log.error(f"refused {pin}")',
    '_log.error("refused " + pin)',
    '_log.error("refused {}".format(pin))',
    'logging.warning("%s", key)',
    'logging.getLogger("x").warning("%s", pepper)',
    '_log.exception("no answer")',
    '_log.error("no answer", exc_info=True)',
    'print(token)',
    'print("pin", pin, file=sys.stderr)',
    'sys.stderr.write(pin)',
    'raise ValueError(f"{pin} is wrong")',
    'raise LookupError(token)',
)  # fmt: skip
CAUGHT = (
    '_log.error("failed: %s", error)',
    '_log.error("failed: %s", str(error))',
    '_log.error("failed: %s", repr(error))',
    '_log.error(f"failed: {error}")',
    '_log.error("failed: %s", error.args)',
    '_log.error("failed: %s", error.message)',
)
BELIEVED = (
    "if front_door_id == expected: pass",
    "ok = offered_tag != pointer.tag",
    "ok = code == participant.match_code",
    'jwt.decode(token, options={"verify_signature": False})',
    'jwt.decode(token, key, algorithms=["RS256", "none"])',
    'httpx.get("https://x", verify=False)',
)
FINE = (
    '_log.warning("%s answered %s", neighbour.name, status)',
    '_log.error("upkeep: %s failed (%s)", job, type(error).__name__)',
    '_log.error("%s cannot be reached (%s)", name, _innermost(error))',
    '_log.error("%s cannot be settled", document["id"])',
    '_log.info("%d tokens", len(tokens))',
    '_log.info("%s", token_type)',
    '_log.info("%s", PEPPER_SECRET)',
    "ok = hmac.compare_digest(offered, tag)",
    "ok = tag == ''",
    'jwt.decode(token, key, algorithms=["RS256"], options={"verify_signature": True})',
    'raise ValueError("it is not a private key in PEM")',
)


def _caught(line: str) -> str:
    return f"{_HEAD}try:\n    ask()\nexcept Exception as error:\n    {line}\n"


@pytest.mark.parametrize("line", [*LOGGED, *BELIEVED])
def test_a_secret_that_is_told_or_believed_is_found(line: str) -> None:
    assert {finding.line for finding in judge(f"{_HEAD}{line}\n")} == {3}


@pytest.mark.parametrize("line", CAUGHT)
def test_an_exception_that_is_told_whole_is_found(line: str) -> None:
    assert [finding.line for finding in judge(_caught(line))] == [6]


@pytest.mark.parametrize("line", FINE)
def test_what_tells_nothing_is_let_pass(line: str) -> None:
    assert judge(_caught(line)) == []


def test_a_reason_excuses_its_own_line_and_one_that_excuses_nothing_is_found() -> None:
    line = '_log.error("%s", pin)'

    assert judge(f"{_HEAD}{line}  # tells nothing: a made-up one\n") == []
    assert judge(f"{_HEAD}# tells nothing: a made-up one\n{line}\n") == []
    assert len(judge(f"{_HEAD}{line}  # tells nothing: \n")) == 1
    assert [finding.line for finding in judge(f"{_HEAD}x = 1  # tells nothing: it was here once\n")] == [3]


def test_the_apps_own_source_tells_nothing() -> None:
    assert lint_secrets() == 0


@pytest.mark.parametrize("path", ["function_app.py", "functions/new.py", "shared/adapters/x/new.py", "local/new.py"])
def test_the_command_looks_everywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(f"{_HEAD}{LOGGED[0]}\n", encoding="utf-8")

    assert lint_secrets(tmp_path) == 1
    assert f"{path}:3: pin in a log" in capsys.readouterr().err


_RUFF = {
    "S105": 'password = "hunter2hunter2"',
    "S113": 'import requests\nrequests.get("https://x")',
    "S301": "import pickle\npickle.loads(b'')",
    "S307": 'eval("1")',
    "S311": "import random\nrandom.randrange(10)",
    "S324": "import hashlib\nhashlib.md5(b'')",
    "S501": 'import requests\nrequests.get("https://x", verify=False, timeout=1)',
    "S506": "import yaml\nyaml.load('')",
    "S602": "import subprocess\nsubprocess.run('ls', shell=True)",
    "S608": 'def q(x: str) -> str:\n    return f"SELECT * FROM t WHERE x = {x}"',
    "G004": 'import logging\nlogging.getLogger("x").info(f"{1}")',
    "T201": "print(1)",
    "BLE001": "try:\n    pass\nexcept Exception:\n    pass",
}


@pytest.mark.parametrize("rule", _RUFF)
@pytest.mark.parametrize("where", ["functions/new.py", "shared/new.py"])
def test_ruffs_security_rules_are_on(rule: str, where: str) -> None:
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--output-format=concise",
        "--stdin-filename",
        where,
        "-",
    ]
    said = subprocess.run(command, cwd=ROOT, input=_RUFF[rule], capture_output=True, text=True, check=False).stdout

    assert f" {rule} " in said


def test_bandit_is_on_and_skips_only_what_ruff_judges(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        "import hashlib, tempfile\nhashlib.md5(b'')\ntempfile.mktemp()\nexec('1')\n# \u202e\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "bandit", "-q", "-c", str(ROOT / "pyproject.toml"), "-f", "json", str(planted)]
    asked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert asked.returncode == 1
    assert {found["test_id"] for found in json.loads(asked.stdout)["results"]} == {"B102", "B306", "B324", "B613"}


def test_what_bandit_skips_is_on_in_ruff() -> None:
    skipped = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["bandit"]["skips"]
    command = [sys.executable, "-m", "ruff", "check", "--show-settings", "shared/pins.py"]
    enabled = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    for rule in set(skipped) - {"B404"}:
        assert f"(S{rule[1:]})" in enabled


_BROWSER = {
    'console.warn("x", error)': 1,
    "console.error(failure)": 1,
    "console.log({ state })": 1,
    "console.warn(...rest)": 1,
    'console.warn("x", error.message)': 1,
    "console.warn(`x ${error}`)": 1,
    "console.warn(`x ${String(error)}`)": 1,
    "console.warn(`x ${JSON.stringify(state)}`)": 1,
    "console.warn(`pin ${pin}`)": 1,
    "console.warn(`x ${this.sessionToken}`)": 1,
    "console.warn(`x ${matchCode}`)": 1,
    "console.warn(`x ${place.redemptionKey}`)": 1,
    'console.warn("x", errorName(error))': 0,
    "console.error(`a ${kind} of ${String(data.length)} characters`)": 0,
}
_LINT = """
import { readFileSync } from "node:fs";
import { Linter } from "eslint";
import { TELLING } from "%s/eslint.telling.mjs";
const told = JSON.parse(readFileSync(0, "utf-8")).map((line) => new Linter().verify(line, {
  languageOptions: { ecmaVersion: 2022, sourceType: "module" }, rules: { "no-restricted-syntax": TELLING },
}));
const found = (told) => told.some(({ ruleId }) => ruleId === "no-restricted-syntax");
console.log(JSON.stringify(told.map(found)));
"""


def _node(script: str, said: str = "") -> str:
    command = ["node", "--input-type=module", "--eval", script]
    return subprocess.run(command, cwd=ROOT, input=said, capture_output=True, text=True, check=True).stdout


def test_the_consoles_rule_finds_what_would_be_told_in_a_browser() -> None:
    told = json.loads(_node(_LINT % ROOT, json.dumps(list(_BROWSER))))

    assert dict(zip(_BROWSER, map(int, told), strict=True)) == _BROWSER


@pytest.mark.parametrize(
    ("package", "file"), [("widget-npm", "widget-npm/src/headless/api.ts"), ("operator-spa", "operator-spa/src/api.ts")]
)
def test_both_front_ends_lint_with_it(package: str, file: str) -> None:
    script = (
        'import { ESLint } from "eslint";'
        f'const eslint = new ESLint({{ cwd: "{ROOT}/{package}" }});'
        f'const {{ rules }} = await eslint.calculateConfigForFile("{ROOT}/{file}");'
        'console.log(JSON.stringify(rules["no-restricted-syntax"]));'
    )
    severity, *rules = json.loads(_node(script))

    assert severity == 2
    assert len(rules) >= 5


def test_make_check_runs_them_all() -> None:
    said = (ROOT / "scripts" / "check.sh").read_text(encoding="utf-8")

    for command in (
        "ruff check .",
        "bandit ",
        "scripts/scan_secrets.py",
        "scripts/lint_secrets.py",
        "run --silent lint",
    ):
        assert command in said

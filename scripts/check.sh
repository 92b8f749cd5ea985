#!/usr/bin/env bash
# What can be judged without running the product; every check runs, the end says which failed.
set -u
failed=()
check() {
  local name=$1
  shift
  printf '== %s\n' "$name"
  "$@" || failed+=("$name")
}

check "Python lint" .venv/bin/ruff check .
check "Python format" .venv/bin/ruff format --check --quiet .
check "Python types" .venv/bin/mypy
check "Import rules" .venv/bin/lint-imports
check "Python security" .venv/bin/bandit --quiet --recursive --configfile pyproject.toml function_app.py functions shared local scripts
check "Secrets in what is committed" .venv/bin/python scripts/scan_secrets.py
check "Secrets on their way to a log" .venv/bin/python scripts/lint_secrets.py
check "Workflows" .venv/bin/zizmor --offline --no-progress --quiet --persona=auditor .github
check "Bicep scan" scripts/scan_bicep.sh
check "Generated documents" .venv/bin/python scripts/print_states.py --check
check "Cost model" .venv/bin/python scripts/costs.py --check
check "PIN odds" .venv/bin/python scripts/pin_odds.py --check
for package in widget-npm operator-spa; do
  check "$package lint" npm run --silent lint -w $package
  check "$package types" npm run --silent typecheck -w $package
done
check "Widget size" npm run --silent size -w widget-npm
check "Widget package" npm run --silent publint -w widget-npm

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nFailed: %s\n' "$(IFS=,; echo "${failed[*]}")" >&2
  exit 1
fi
printf '\nEvery check passed.\n'

#!/usr/bin/env bash
# Every suite, one after the other; all run even when one fails, and the end says which did.
set -u
CHROMIUM=$(scripts/find_browser.sh)
export CHROMIUM
failed=()
suite() {
  local name=$1 began=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  "$@" || failed+=("$name")
  printf -- '-- %s: %d s\n' "$name" $((SECONDS - began))
}
package() { npm run --silent "$2" -w "$1"; }

suite "Python" .venv/bin/python -m pytest -q -n "${WORKERS:-2}" --ignore=tests/e2e --ignore=tests/package --ignore=tests/waf
suite "Firewall" .venv/bin/python -m pytest -q -n 0 tests/waf
suite "Package" .venv/bin/python -m pytest -q -n 0 tests/package
suite "Widget" package widget-npm test
suite "Widget under React 18" package widget-npm test:react-18
suite "Widget in the browser: calls and every state" package widget-npm test:browser
suite "Widget package" package widget-npm test:package
suite "Operator app" package operator-spa test
suite "Operator app in the browser: every state" package operator-spa test:browser
suite "End to end" .venv/bin/python -m pytest -q -n "${WORKERS:-2}" tests/e2e

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nFailed:\n' >&2
  printf '  %s\n' "${failed[@]}" >&2
  exit 1
fi
printf '\nEvery suite passed. Pictures of every state are in build/images.\n'

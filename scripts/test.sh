#!/usr/bin/env bash
# Every suite, one after the other; all run even when one fails, and the end says which did.
set -u
failed=()
suite() {
  local name=$1
  shift
  printf '\n== %s\n' "$name"
  "$@" || failed+=("$name")
}

suite "Python" .venv/bin/python -m pytest -q -n "${WORKERS:-2}" --ignore=tests/e2e
suite "Widget" npm run --silent test -w widget-npm
suite "Operator app" npm run --silent test -w operator-spa
suite "End to end" .venv/bin/python -m pytest -q -n "${WORKERS:-2}" --dist loadfile tests/e2e

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nFailed: %s\n' "${failed[*]}" >&2
  exit 1
fi
printf '\nEvery suite passed. Pictures of every state are in build/images.\n'

#!/bin/sh
# Makes the secrets that the vault does not have yet. A role that was given a moment ago takes minutes to hold: so does this.
# usage: PYTHON=python scripts/hooks/first_secrets.sh VAULT_URL ENVIRONMENT
set -eu
name=$(printf %s "$2" | tr '[:upper:]' '[:lower:]')
tries=${TRIES:-10}
until "$PYTHON" scripts/vault_secrets.py bootstrap --vault-url "$1" --environment "$name"; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  sleep "${PAUSE:-30}"
done

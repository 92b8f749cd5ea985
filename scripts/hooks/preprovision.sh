#!/bin/sh
# Before Bicep: the operators' registration, whose client id the operator app is declared with.
set -eu
cd "$(dirname "$0")/../.."
: "${ALLOWED_ORIGINS:?which pages show the widget? azd env set ALLOWED_ORIGINS https://www.bank.example}"
: "${ALERT_EMAIL:?where do alerts go? azd env set ALERT_EMAIL somebody@bank.example}"
make --silent .venv/.installed
client_id=$(.venv/bin/python scripts/entra_app.py before --environment "$AZURE_ENV_NAME")
azd env set OPERATOR_CLIENT_ID "$client_id"

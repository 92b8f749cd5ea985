#!/bin/sh
# After Bicep: where sign-ins return to, the first secrets, the package. Each step does nothing where it was done before.
# azd hands over the outputs of main.bicep as variables of the same names.
set -eu
cd "$(dirname "$0")/../.."
python=.venv/bin/python
make --silent package
"$python" scripts/entra_app.py after --environment "$AZURE_ENV_NAME" \
  --operator-url "$operatorUrl" --tenant "$AZURE_TENANT_ID" --identity "$operatorIdentityPrincipalId"
PYTHON=$python scripts/hooks/first_secrets.sh "$vaultUrl" "$AZURE_ENV_NAME"
outputs=$(mktemp)
trap 'rm -f "$outputs"' EXIT
azd env get-values --output json >"$outputs"
version=$("$python" -c 'from shared.version import VERSION; print(VERSION)')
"$python" scripts/deploy.py "build/package/assisted-chat-$version.zip" \
  --deployment "$outputs" --subscription "$AZURE_SUBSCRIPTION_ID"

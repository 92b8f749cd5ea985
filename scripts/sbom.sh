#!/usr/bin/env bash
# What is in the package, as CycloneDX: the app's Python packages with their hashes, and the operator app's npm packages.
# usage: scripts/sbom.sh FOLDER
set -eu
folder=$1
nowhere=$(mktemp -d)
trap 'rm -rf -- "$nowhere"' EXIT
mkdir -p "$folder"
# An environment of its own: what lists must not appear in the list.
python3 -m venv "$nowhere"
"$nowhere/bin/pip" install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0
"$nowhere/bin/cyclonedx-py" requirements requirements.txt --output-reproducible --of JSON -o "$folder/python.cdx.json"
npm sbom -w operator-spa --omit dev --sbom-format cyclonedx >"$folder/operator-app.cdx.json"

#!/usr/bin/env bash
# Makes a virtual environment with what the app needs and what the laptop and the tests need beside it.
# usage: scripts/python_packages.sh PYTHON FOLDER
set -eu
echo "Installing Python packages into $2"
"$1" -m venv "$2"
# Two calls: in one, pip would demand a hash for every line once the first file has them.
for file in requirements.txt requirements-dev.txt; do
  "$2/bin/pip" install --quiet --disable-pip-version-check -r "$file"
done
touch "$2/.installed"

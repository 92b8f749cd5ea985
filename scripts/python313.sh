#!/usr/bin/env bash
# Where a Python 3.13 is found, prepares .venv313: there Microsoft's own runtime indexes and invokes the functions.
set -eu
stamp=.venv313/.installed
[ "$stamp" -nt requirements-dev.txt ] && [ "$stamp" -nt requirements.txt ] && exit 0
python=$(scripts/find_python.sh 3.13)
if [ -z "$python" ]; then
  echo "No Python 3.13 here: the functions are tested on this Python alone, not under Microsoft's runtime"
  exit 0
fi
scripts/python_packages.sh "$python" .venv313

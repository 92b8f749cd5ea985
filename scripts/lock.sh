#!/usr/bin/env bash
# requirements.in -> requirements.txt: everything behind it, pinned and hashed, for Python 3.11 to 3.13. Versions that
# are pinned already stay unless the .in file forbids them; `scripts/lock.sh --upgrade` takes the newest that fit.
set -eu
uv=.venv/bin/uv
nowhere=$(mktemp -d)
trap 'rm -rf -- "$nowhere"' EXIT
$uv pip compile requirements.in --output-file requirements.txt --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
# Where it is deployed there is no compiler: a ready wheel for each, or a refusal that names the one without.
$uv pip install --dry-run --quiet --requirements requirements.txt --require-hashes --only-binary :all: \
  --python-version 3.13 --python-platform x86_64-manylinux_2_28 --target "$nowhere"
echo "requirements.txt is what requirements.in says, and every package has a wheel for Azure's Python 3.13"

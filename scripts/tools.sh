#!/usr/bin/env bash
# Checks that what cannot be installed from here is there, and names the Debian package of what is not.
# usage: scripts/tools.sh PYTHON
set -u
missing=0
lacks() { echo "$1 is missing: install it with 'apt-get install $2'$3" >&2; missing=2; }

python=${1:-}
if [ -z "$python" ]; then
  lacks "Python 3.11, 3.12 or 3.13" python3 " (Debian 12 or newer)"
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  lacks "Python's venv module" python3-venv ""
fi
if ! command -v node >/dev/null; then
  lacks "Node.js 20.19 or newer" "nodejs npm" " (where that is older: nodejs.org has newer ones)"
elif ! node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)'; then
  echo "Node.js $(node --version) is too old: 20.19 or newer is needed (package nodejs)" >&2
  missing=2
fi
command -v npm >/dev/null || lacks npm npm ""
exit $missing

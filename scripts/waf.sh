#!/usr/bin/env bash
# Makes sure that there is a firewall to test behind: nginx, ModSecurity, OWASP's rules. Without them the suite says so.
set -u
packages=(nginx libnginx-mod-http-modsecurity modsecurity-crs)
there() { dpkg-query -W -f='${db:Status-Status}\n' "${packages[@]}" 2>/dev/null | grep -c '^installed$'; }
command -v dpkg-query >/dev/null && [ "$(there)" = ${#packages[@]} ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing nginx, ModSecurity and OWASP's rules from the system's packages"
  # Nothing of it is to run: the tests start one of their own. 101 is what asks for that (Debian's invoke-rc.d).
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm -f "$policy"' EXIT; }
  {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
  } >/dev/null 2>&1
  [ "$(there)" = ${#packages[@]} ] && exit 0
fi
echo "No firewall to test behind: 'apt-get install ${packages[*]}' as root, or the suite Firewall is left out" >&2
exit 0

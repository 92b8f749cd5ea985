#!/usr/bin/env bash
# Makes sure that there is a Chromium to test in: the system's, the system's package, or Playwright's own.
set -u
scripts/find_browser.sh >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium from the system's packages"
  {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk procps
  } >/dev/null 2>&1
  scripts/find_browser.sh >/dev/null && exit 0
fi
echo "Installing Playwright's own Chromium"
.venv/bin/playwright install chromium >/dev/null 2>&1
scripts/find_browser.sh >/dev/null && exit 0
echo "No browser to test in: install Chromium with 'apt-get install chromium' and run this again" >&2
exit 2

#!/usr/bin/env bash
# Makes sure that there is a Chromium to test in: the system's, the system's package, or Playwright's own.
set -u
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium from the system's packages"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk procps; } >/dev/null 2>&1
  command -v chromium >/dev/null && exit 0
fi
playwright=.venv/bin/playwright
own=$(.venv/bin/python -c 'from playwright.sync_api import sync_playwright as s
with s() as p: print(p.chromium.executable_path)' 2>/dev/null)
[ -n "$own" ] && [ -x "$own" ] && exit 0
echo "Installing Playwright's own Chromium"
"$playwright" install chromium >/dev/null 2>&1 && exit 0
echo "No browser to test in: install Chromium with 'apt-get install chromium' and run this again" >&2
exit 2

#!/usr/bin/env bash
# Prints the Chromium to test in, the system's or Playwright's own; nothing and exit code 1 when there is none.
for name in chromium chromium-browser google-chrome; do
  command -v "$name" && exit 0
done
own=$(.venv/bin/python -c 'from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)' 2>/dev/null)
[ -n "$own" ] && [ -x "$own" ] && echo "$own"

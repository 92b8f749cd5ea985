# The only entrance. `make run` alone and `make test` alone are enough on a fresh machine:
# every target makes what it lacks, and stamps keep a second start fast.

SHELL := /bin/bash
PYTHON ?= $(shell scripts/find_python.sh 3.11 3.12 3.13)
PORT ?= 7071
DATA_DIR ?= .local
WORKERS ?= 2
export PORT DATA_DIR

PY := .venv/bin/python
VENV := .venv/.installed
NODE := node_modules/.installed
WIDGET := widget-npm/dist/.built
OPERATOR := operator-spa/dist/.built
PARTNERS := tests/partners/.installed
POLICY := .venvpolicy/.installed
sources = $(shell find $(1) \( -name node_modules -o -name dist -o -name build -o -name test \) -prune -o -type f -print 2>/dev/null)

.PHONY: setup run run-partners test check images bench package lock reset clean tools browser python313 firewall docs pin-odds

setup: $(VENV) $(NODE) $(WIDGET) $(OPERATOR)  ## install and build everything

run: setup  ## start the product; stays in the foreground
	@exec $(PY) -m local

run-partners: setup $(PARTNERS)  ## the same on stand-ins of the bank's services: Cosmos DB, Communication Services, Key Vault
	@exec $(PY) -m tests.partners

test: setup browser python313 firewall $(PARTNERS)  ## every suite: Python, TypeScript, end to end in a real browser
	@scripts/test.sh

check: setup $(POLICY)  ## lint, types, imports, sizes, generated documents, the scan of bicep/
	@scripts/check.sh

images: setup browser  ## the pictures of the README
	@$(PY) scripts/images.py

bench: setup browser  ## ratios of speed, each measured against its baseline in one run
	@$(PY) -m bench

package: $(VENV) $(OPERATOR)  ## what is deployed, as a zip in build/package
	@$(PY) scripts/package.py

lock: $(VENV)  ## requirements.in -> requirements.txt: all of it pinned, with hashes
	@scripts/lock.sh

docs: $(VENV)  ## print the generated documents anew
	@$(PY) scripts/print_states.py
	@$(PY) scripts/costs.py
	@$(PY) scripts/pin_odds.py --page

pin-odds: $(VENV)  ## what guessing PINs brings a botnet; ARGS="--digits 6 --lobby off", --help says more
	@$(PY) scripts/pin_odds.py $(ARGS)

reset:  ## a fresh DATA_DIR
	@rm -rf -- "$(DATA_DIR)"
	@echo "$(DATA_DIR) is gone; the next start makes it anew"

clean:  ## everything that a target made, DATA_DIR excepted
	@rm -rf tests/partners/*/node_modules $(PARTNERS)
	@rm -rf .venv .venv313 .venvpolicy node_modules build */node_modules */dist */build .*_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

tools:
	@scripts/tools.sh "$(PYTHON)"

browser: $(VENV)
	@scripts/browser.sh

firewall:
	@scripts/waf.sh

python313: | tools
	@scripts/python313.sh

$(VENV): requirements.txt requirements-dev.txt | tools
	@scripts/python_packages.sh "$(PYTHON)" .venv

$(POLICY): requirements-policy.txt | tools
	@echo "Installing the scanner of bicep/ into .venvpolicy (290 MB, about a minute)"
	@$(PYTHON) -m venv .venvpolicy
	@.venvpolicy/bin/pip install --quiet --disable-pip-version-check -r requirements-policy.txt
	@touch $@

$(NODE): package.json package-lock.json widget-npm/package.json operator-spa/package.json | tools
	@echo "Installing npm packages"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(PARTNERS): tests/partners/cosmos/package-lock.json tests/partners/azurite/package-lock.json | tools
	@echo "Installing the partners of the tests"
	@npm ci --prefix tests/partners/cosmos --no-audit --no-fund --loglevel=error
	@npm ci --prefix tests/partners/azurite --no-audit --no-fund --loglevel=error
	@touch $@

$(WIDGET): $(NODE) $(call sources,widget-npm)
	@echo "Building the widget"
	@npm run --silent build -w widget-npm
	@npm run --silent build:calling-sdk -w widget-npm
	@touch $@

$(OPERATOR): $(NODE) $(call sources,operator-spa) $(call sources,widget-npm/src/calling)
	@echo "Building the operator app"
	@npm run --silent build -w operator-spa
	@touch $@

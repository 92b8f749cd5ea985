# The only entrance: `make run` and `make test` alone are enough on a fresh machine.
# Every target makes what it lacks; stamps keep a second start fast.

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
PORT ?= 7071
DATA_DIR ?= .local
export PORT DATA_DIR

VENV := .venv/.installed
NODE := node_modules/.installed
WIDGET := widget-npm/dist/.built
OPERATOR := operator-spa/dist/.built
WIDGET_SOURCES := $(shell find widget-npm -path '*/node_modules' -prune -o -path 'widget-npm/dist' -prune -o -path 'widget-npm/test' -prune -o -type f -print 2>/dev/null)
OPERATOR_SOURCES := $(shell find operator-spa -path '*/node_modules' -prune -o -path 'operator-spa/dist' -prune -o -path 'operator-spa/test' -prune -o -type f -print 2>/dev/null)

.PHONY: setup run test check images bench reset clean tools browser python313

setup: $(VENV) $(NODE) $(WIDGET) $(OPERATOR)

run: setup
	@exec .venv/bin/python -m local

tools:
	@scripts/tools.sh $(PYTHON)

$(VENV): requirements.txt requirements-dev.txt | tools
	@echo "Installing Python packages into .venv"
	@$(PYTHON) -m venv .venv
	@.venv/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(NODE): package.json package-lock.json widget-npm/package.json operator-spa/package.json | tools
	@echo "Installing npm packages"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(WIDGET): $(NODE) $(WIDGET_SOURCES)
	@echo "Building the widget"
	@npm run --silent build -w widget-npm
	@touch $@

$(OPERATOR): $(NODE) $(OPERATOR_SOURCES) $(wildcard widget-npm/src/calling/*)
	@echo "Building the operator app"
	@npm run --silent build -w operator-spa
	@touch $@

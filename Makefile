# Every target sets up what it needs in .venv on a machine with Python 3.11 or newer.

PYTHON ?= python3
BIN := .venv/bin
DATA ?= ../shared/data
READY := .venv/.ready
EVALUATION := .venv/.evaluation
WEB := tests/web/node_modules/.ready

.PHONY: run test check evaluate bench

run: $(READY)            ## start the service on http://127.0.0.1:8010 and review the sample note
	$(BIN)/wellnoted review evaluation/sample.json || test $$? -eq 1
	$(BIN)/wellnoted serve

test: $(READY) $(WEB)    ## run the tests
	$(BIN)/python -m pytest -q

check: $(READY) $(WEB)   ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATH="$(CURDIR)/$(BIN):$$PATH" tests/web/node_modules/.bin/tsc --project tests/web/tsconfig.json

evaluate: $(EVALUATION)       ## print the results table; DATA=folder adds the open data sets
	$(BIN)/python -m evaluation --data $(DATA)

bench: $(EVALUATION)     ## print the speeds, beside other checkers
	$(BIN)/python -m evaluation.benchmarks

$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

$(WEB): tests/web/package-lock.json $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --ignore-scripts --prefix tests/web
	touch $@

$(EVALUATION): $(READY)
	$(BIN)/python -m pip install --quiet --editable ".[dev,evaluation]"
	touch $@

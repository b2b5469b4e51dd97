# Everything a reader or contributor runs. `make` alone lists the targets.
# Written for GNU Make 3.81, which macOS still ships.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON_IN_VENV := .venv/bin/python
STAMP := .venv/.installed
ADDRESS ?= 127.0.0.1:8000

# Builds of one commit are byte-identical: pages are dated by the commit, not by the clock (1980 where there is none).
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 315532800)
export SOURCE_DATE_EPOCH

# The theme's banner about its successor, at every build.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help
help: ## List these targets
	@echo "Usage: make <target>"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' | awk -F'|' '{ printf "%-10s %s\n", $$1, $$2 }'

.PHONY: setup
setup: $(STAMP) ## Make .venv and install the locked packages into it (only when the lock has changed)
	@echo "setup: .venv is ready"

$(STAMP): requirements.txt scripts/setup.sh
	@PYTHON='$(PYTHON)' scripts/setup.sh
	@touch $@

.PHONY: serve
serve: $(STAMP) ## Serve the guide on http://127.0.0.1:8000, reloading on every edit
	@echo "serve: http://$(ADDRESS) shows the guide and reloads on every edit (Ctrl-C stops it)"
	@$(PYTHON_IN_VENV) -m mkdocs serve --livereload --dev-addr $(ADDRESS)

.PHONY: build
build: $(STAMP) ## Build the site into site/, failing on any warning
	@echo "build: writing the site into site/; any warning fails it"
	@CI=true $(PYTHON_IN_VENV) -m mkdocs build --strict

.PHONY: check
check: $(STAMP) ## Check records, schemas, links, formatting and types (seconds)
	@# All of them run, so that one command shows everything there is to mend.
	@failed=; \
	echo "check: records, schemas and links"; \
	$(PYTHON_IN_VENV) scripts/guide.py check || failed="$$failed records"; \
	echo "check: formatting (ruff format)"; \
	$(PYTHON_IN_VENV) -m ruff format --check --quiet . || failed="$$failed formatting(make format mends it)"; \
	echo "check: lint (ruff check)"; \
	$(PYTHON_IN_VENV) -m ruff check --quiet . || failed="$$failed lint"; \
	echo "check: types (mypy --strict)"; \
	$(PYTHON_IN_VENV) -m mypy --no-error-summary || failed="$$failed types"; \
	if [ -n "$$failed" ]; then echo "check: failed:$$failed" >&2; exit 1; fi; \
	echo "check: all well"

.PHONY: format
format: $(STAMP) ## Format the Python code and mend what lint can mend
	@echo "format: ruff over macros, scripts and tests"
	@$(PYTHON_IN_VENV) -m ruff check --quiet --fix-only .
	@$(PYTHON_IN_VENV) -m ruff format --quiet .

.PHONY: browser
browser: $(STAMP) ## Find a Chromium for the browser tests, or install one
	@$(PYTHON_IN_VENV) scripts/browser.py

.PHONY: test
test: check browser ## Run every check and every test, browser tests included
	@echo "test: unit, property, site and browser tests, in parallel"
	@$(PYTHON_IN_VENV) -m pytest --numprocesses auto --dist worksteal $(PYTEST_ARGS)

.PHONY: bench
bench: $(STAMP) ## Time the build against the same Markdown built without macros, diagrams and formulas
	@echo "bench: timing full builds against plain ones, in alternating pairs"
	@$(PYTHON_IN_VENV) scripts/guide.py bench

.PHONY: lock
lock: $(STAMP) ## Resolve pyproject.toml afresh into requirements.txt, with hashes
	@echo "lock: resolving pyproject.toml into requirements.txt"
	@$(PYTHON_IN_VENV) -m uv pip compile --universal --python-version 3.11.7 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --group dev \
		--custom-compile-command "make lock" --quiet --output-file requirements.txt $(LOCK_ARGS) pyproject.toml

.PHONY: clean
clean: ## Remove the built site, caches and .venv
	@echo "clean: removing site/, caches and .venv"
	@rm -rf site .venv .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

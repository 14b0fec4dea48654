# Everything sets itself up: `make run` and `make test` work in a fresh clone that has only Python 3.11 or newer.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -qq --no-input
FIT := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))
CODE := $(wildcard src tests benchmarks tools/*.py)

ifeq ($(CI),true)
SELECT :=
else
SELECT := -m "not slow"
endif

.PHONY: help install install-spark run test lint format bench quality docs lock clean

help: ## print these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf 'make %-14s %s\n' "$$name" "$$text"; done

install: $(VENV)/.installed ## make .venv with the locked dependencies and the package itself
install-spark: $(VENV)/.installed-spark ## add PySpark, which is large and needs Java

$(BIN)/python:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
		if $$python -c '$(FIT)' >/dev/null 2>&1; then exec $$python -m venv --clear $(VENV); fi; \
	done; \
	echo 'make: no Python 3.11 or newer with the venv module was found; install one, or name it with PYTHON=/path/to/python' >&2; \
	exit 1

$(VENV)/.installed: constraints.txt pyproject.toml | $(BIN)/python
	@echo 'Installing the locked dependencies into $(VENV); the first time takes a minute or two.'
	@$(PIP) --require-hashes --no-build-isolation -r constraints.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-spark: constraints-spark.txt | $(VENV)/.installed
	@echo 'Installing PySpark into $(VENV); it is about 450 MB.'
	@$(PIP) --require-hashes --no-build-isolation -r constraints-spark.txt
	@touch $@

run: install ## take the tour, then serve a register of your own on this machine until Ctrl-C
	@$(BIN)/proscribe demo
	@$(BIN)/proscribe init
	@$(BIN)/proscribe serve $(ARGS)

test: install ## run the tests, without the slow ones unless CI=true
	@$(BIN)/pytest -n auto $(SELECT) $(ARGS)

lint: install ## check style, formatting, types and the layers
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: install ## mend style and formatting where that is safe
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

bench: install ## measure speed: the figures of the README
	@$(BIN)/python -m benchmarks $(ARGS)

quality: install ## measure correctness against the labelled cases
	@$(BIN)/python -m benchmarks.quality $(ARGS)

docs: install ## build the documentation into site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

lock: ## write the locks again after a change of dependencies
	@tools/lock $(ARGS)

clean: ## remove .venv, caches and builds
	@rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	@find src tests benchmarks tools -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

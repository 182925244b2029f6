# Two commands matter: `make demo` and `make test`. Each sets up what it needs, also on a bare machine.
VENV := .venv
BIN := $(VENV)/bin
KERNEL := scripts/kernel.py $(wildcard src/holdfast/commitment/game/compiled/*.[ch])
GUARDED := core conflict commitment stability bargaining

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs suite bench clean

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.ready ## Assess a bundled article: print the brief, say where the report lies
	$(BIN)/holdfast assess kyiv-holds-to-guarantees -o holdfast-runs/demo

test: lint docs suite ## Set up and run the whole suite: lint, types, layers, docs, tests, coverage

lint: $(VENV)/.ready-test ## Style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.ready-test ## Build the documentation, strictly, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

suite: $(VENV)/.ready-test ## Tests, doctests, and branch coverage of the engines
	$(BIN)/pytest -n 2 --cov --cov-report= --doctest-modules src tests
	@for package in $(GUARDED); do \
	  printf 'branch coverage of %s, in %%, at least 95: ' $$package; \
	  $(BIN)/coverage report --include="src/holdfast/$$package/*" --format=total --fail-under=95 || exit 1; \
	done

bench: $(VENV)/.ready-test ## Measure; ratios against the reference beside each
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/pytest benchmarks --benchmark-only -p no:cacheprovider

clean: ## Remove the environment and everything made
	rm -rf $(VENV) site holdfast-runs .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.ready: pyproject.toml scripts/environment.sh $(KERNEL)
	sh scripts/environment.sh $(VENV) run

$(VENV)/.ready-test: pyproject.toml scripts/environment.sh $(KERNEL)
	sh scripts/environment.sh $(VENV) test

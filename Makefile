# `make help` lists the targets. Everything is installed into $(VENV); nothing outside it changes.

PYTHON ?= python3
VENV ?= .venv
RUNS ?= 1000000
OPTIONS ?=

# A default `python3` that is too old is replaced by a newer one; a PYTHON that you name is not.
pythons := $(PYTHON)
ifeq ($(origin PYTHON),file)
pythons += python3.13 python3.12 python3.11
endif

SHELL := /bin/sh
bin := $(VENV)/bin
python := $(bin)/python
pip := $(python) -m pip --quiet --disable-pip-version-check --no-input
recent := import sys; sys.exit(sys.version_info < (3, 11))
compile = $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-annotate --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-all faults lint bench calibrate fuzz fuzz-events docs messages lock clean

help: ## list the targets (the default)
	@echo "usage: make TARGET [PYTHON=python3] [VENV=.venv]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.stamp-demo ## simulate the example: how likely, when, and why
	$(bin)/detente simulate us-russia-2024
	@echo
	@echo "The same in the browser: $(bin)/detente serve us-russia-2024"

# On all cores (up to eight: each begins by reading all tests), a file of tests by one of them: what
# its tests share is made once. Files go in their own order, whose last ones are short; those of few
# tests, which come last otherwise, are the longest, and one core would wait for another. Modules that
# are compiled are kept, or each of the many processes that the tests start would compile them anew.
test test-all: export PYTHONDONTWRITEBYTECODE =
pytest = $(python) -m pytest -n logical --maxprocesses 8 --dist loadfile --no-loadscope-reorder

test: $(VENV)/.stamp-dev ## run the tests, long ones in a short form
	$(pytest) $(OPTIONS)

test-all: $(VENV)/.stamp-dev ## run all tests in their whole form, with coverage
	$(pytest) --whole --cov

faults: $(VENV)/.stamp-dev ## put deliberate faults into copies of the engine: do the tests find them?
	$(python) -m tools.faults

lint: $(VENV)/.stamp-dev ## check style, format and types
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy

bench: $(VENV)/.stamp-bench ## time the engine, against its targets
	$(python) -m benchmarks

calibrate: $(VENV)/.stamp-dev ## fit 500 played futures and records: are errors as large as they should be?
	$(python) -m tools.calibrate

fuzz: $(VENV)/.stamp-fuzz ## throw a million bad inputs at the readers (RUNS=1000000; Linux)
	$(python) -m fuzz all $(RUNS)

fuzz-events: $(VENV)/.stamp-fuzz ## the same for the readers of event files, a million each
	$(python) -m fuzz events $(RUNS)

docs: $(VENV)/.stamp-dev ## regenerate the generated pages of docs/
	$(python) -m tools.generate_docs

messages: $(VENV)/.stamp-dev ## bring the catalogues of messages up to date with the code
	$(python) -m tools.messages

lock: $(VENV)/.stamp-lock ## re-lock the requirements (newer versions: make lock UPGRADE=--upgrade)
	@$(compile) pyproject.toml --group build -o requirements/runtime.txt
	@$(compile) pyproject.toml --extra pandas --extra read --group build --group dev \
		-c requirements/runtime.txt -o requirements/dev.txt
	@$(compile) pyproject.toml --group build --group bench \
		-c requirements/runtime.txt -c requirements/dev.txt -o requirements/bench.txt
	@$(compile) pyproject.toml --group build --group fuzz \
		-c requirements/runtime.txt -c requirements/dev.txt -o requirements/fuzz.txt
	@$(compile) --group lock -o requirements/lock.txt

clean: ## remove the virtual environment, caches and build products
	rm -rf -- "$(VENV)" build dist htmlcov .coverage .coverage.* \
		.fuzz .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf -- {} +

# Installation. A lock file names everything, so nothing is resolved again (--no-deps; older pips
# would also look past it for extras). A stamp builds on the one before it, so that two installers
# never meet; the tool that locks has a folder of its own.

$(python):
	@set -e; found=; \
	for candidate in $(pythons); do \
		if "$$candidate" -c '$(recent)' >/dev/null 2>&1; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Python 3.11 or newer is needed; tried: $(pythons)." >&2; \
		echo "Name one with: make PYTHON=/path/to/python3.11" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv "$(VENV)" || { \
		rm -f "$(python)"; \
		echo "$$found cannot make a virtual environment; is its venv module installed?" >&2; \
		exit 1; \
	}

$(VENV)/.stamp-pip: | $(python)
	@$(python) -c '$(recent)' || { \
		echo "$(VENV) has a Python older than 3.11; remove it with: make clean" >&2; exit 1; }
	@$(python) -m pip --version >/dev/null 2>&1 || $(python) -m ensurepip >/dev/null
	@touch $@

$(VENV)/.stamp-demo: pyproject.toml requirements/runtime.txt | $(VENV)/.stamp-pip
	@echo "Installing Détente into $(VENV)"
	@$(pip) install --no-deps --require-hashes -r requirements/runtime.txt
	@$(pip) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.stamp-dev: requirements/dev.txt $(VENV)/.stamp-demo
	@echo "Installing the development tools into $(VENV)"
	@$(pip) install --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.stamp-bench: requirements/bench.txt $(VENV)/.stamp-dev
	@echo "Installing what the benchmarks compare with into $(VENV)"
	@$(pip) install --no-deps --require-hashes -r requirements/bench.txt
	@touch $@

$(VENV)/.stamp-fuzz: requirements/fuzz.txt $(VENV)/.stamp-dev
	@echo "Installing the fuzzer into $(VENV)"
	@$(pip) install --no-deps --require-hashes -r requirements/fuzz.txt
	@touch $@

$(VENV)/.stamp-lock: requirements/lock.txt | $(VENV)/.stamp-pip
	@$(pip) install --upgrade --target $(VENV)/lock --no-deps --require-hashes -r requirements/lock.txt
	@touch $@

# Needs Python >= 3.11, pip and make. Everything else goes into .venv.
PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= 127.0.0.1

BIN := .venv/bin
READY := .venv/ready
READY_DATA := .venv/ready-data
READY_BENCH := .venv/ready-bench

.DEFAULT_GOAL := help
.PHONY: help setup run test check data bench clean

help: ## what can be made
	@echo "make setup   prepare .venv with the locked dependencies"
	@echo "make run     start the app on http://$(ADDRESS):$(PORT)  (PORT=8600 for another port)"
	@echo "make test    run the tests; browser tests need Chromium"
	@echo "make check   ruff and mypy"
	@echo "make data    rebuild the geometry in data/"
	@echo "make bench   measure, beside the tools that others use"
	@echo "make clean   remove .venv and what tools left"

setup: $(READY)

# Renewed only when a lock or pyproject.toml changes: otherwise a second call starts at once.
$(READY): requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; name one with make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  -r requirements.lock -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --editable .
	@touch $@

$(READY_DATA): $(READY) requirements-data.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  -r requirements-data.lock
	@touch $@

run: $(READY)
	@$(BIN)/corridors app --address $(ADDRESS) --port $(PORT) --no-browser

# Two files at a time; browsers after the rest, which would take their processors.
test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"
	$(BIN)/python -m pytest -n 2 --dist loadfile -m browser

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

data: $(READY_DATA)
	$(BIN)/python -m data.build

$(READY_BENCH): $(READY) requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  -r requirements-bench.lock
	@touch $@

bench: $(READY_BENCH)
	$(BIN)/python -m benchmarks

clean: ## also removes the environment
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

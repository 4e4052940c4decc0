# Needs Python >= 3.11, pip and make. Everything else goes into .venv.
PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= 127.0.0.1

BIN := .venv/bin
READY := .venv/ready
READY_DATA := .venv/ready-data
READY_BENCH := .venv/ready-bench
COVERED := --cov --cov-report=term:skip-covered
READY_NODE := node_modules/ready

# What was compiled once is kept, tests too: to compile them all is a fifth of `make quick`.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run quick test browser long coverage lowest newest audit locks check check-js data bench attack qgis clean

help: ## what can be made
	@echo "make setup   prepare .venv with the locked dependencies"
	@echo "make run     start the app on http://$(ADDRESS):$(PORT)  (PORT=8600 for another port)"
	@echo "make test    run the tests; the first of the browser tests need Chromium"
	@echo "make browser the other tests in the browser"
	@echo "make long    the tests that both leave out: more sizes and dates, long waits"
	@echo "make quick   the tests that need no browser and little time, while you work"
	@echo "make coverage  how much of the code the tests without a browser reach"
	@echo "make lowest  the tests with the lowest versions that pyproject.toml allows"
	@echo "make newest  the tests with the newest versions there are"
	@echo "make audit   ask advisory services about the locked versions"
	@echo "make locks   write the hashes of the versions that the locks name"
	@echo "make check   ruff and mypy; the browser's modules too where Node is found"
	@echo "make data    rebuild the geometry in data/"
	@echo "make attack  damage the data in 450 ways that meet every rule and every column, take in"
	@echo "             hostile files, read back random days in every format; about an hour."
	@echo "             EVERY=1 for all damages, some 2,300: an hour more; WORKERS=1 for one processor"
	@echo "make bench   measure, beside the tools that others use"
	@echo "make qgis    have QGIS itself open the project of a store; needs Debian's python3-qgis"
	@echo "make clean   remove .venv and what tools left"

setup: $(READY)

# Renewed only when a lock or pyproject.toml changes: otherwise a second call starts at once.
$(READY): requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; name one with make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes -r requirements.lock -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --editable .
	@touch $@

$(READY_DATA): $(READY) requirements-data.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes -r requirements-data.lock
	@touch $@

run: $(READY)
	@$(BIN)/corridors app --address $(ADDRESS) --port $(PORT) --no-browser

# Two files at a time; browsers after the rest, which would take their processors. In CI the first
# half counts the lines it reaches and holds their floor. Of the browser's tests here those of the
# shipped map, of its link and of the atlas, which all stand on; the others by make browser.
FIRST := $(addprefix tests/browser/test_,shipped_map.py map_link.py atlas.py)

test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser and not long" $(if $(CI),$(COVERED))
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "browser and not long" $(FIRST)

browser: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "browser and not long" $(FIRST:%=--ignore=%)

# What both leave out: the same at more sizes and dates, and what waits long for nothing to happen.
long: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m long

# Under a minute: what neither waits for a browser nor draws whole packs.
quick: $(READY)
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --ignore=tests/browser \
	  -m "not browser and not slow and not long"

coverage: $(READY)
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not browser" $(COVERED)

# Environments of their own; uv alone can resolve to the lowest versions.
lowest: RESOLUTION = lowest-direct
newest: RESOLUTION = highest
lowest newest: $(READY) .venv-uv/ready
	$(PYTHON) -m venv --clear .venv-$@
	.venv-uv/bin/uv pip install --quiet --python .venv-$@/bin/python \
	  --resolution $(RESOLUTION) --compile-bytecode --editable '.[dev]'
	.venv-$@/bin/python -m pytest -q -n 2 --dist loadfile -m "not browser"

.venv-%/ready: requirements-%.lock
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes -r $<
	@touch $@

# Where a service is out of reach nothing was audited, and that is said.
audit: .venv-audit/ready
	@for lock in requirements*.lock; do \
	  if said=$$(.venv-audit/bin/pip-audit --progress-spinner off --disable-pip --require-hashes \
	    --vulnerability-service osv -r $$lock 2>&1); then echo "$$lock: no advisory"; \
	  elif echo "$$said" | grep -qE "ConnectionError|ServiceError|Timeout"; then \
	    echo "$$lock: NOT audited, the advisory service cannot be reached from here"; \
	  else echo "$$said"; exit 1; fi; done
	@if ! command -v npm >/dev/null; then echo "package-lock.json: NOT audited, npm is not installed"; \
	elif said=$$(npm audit --package-lock-only 2>&1); then echo "package-lock.json: no advisory"; \
	elif echo "$$said" | grep -qE "audit endpoint returned|ENOTFOUND|ECONN|EAI_AGAIN"; then \
	  echo "package-lock.json: NOT audited, the advisory service cannot be reached from here"; \
	else echo "$$said"; exit 1; fi

# After a version was changed by hand: its first comment stays, the hashes are asked for anew.
locks: .venv-uv/ready
	@for lock in requirements*.lock; do head -1 $$lock > $$lock.new && \
	  .venv-uv/bin/uv pip compile --quiet --no-deps --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --universal --python-version 3.11 $$lock >> $$lock.new && \
	  mv $$lock.new $$lock || exit 1; done

check: $(READY) check-js
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Without Node the browser's modules are left to others' machines; in CI they may not be.
check-js:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(READY_NODE) && \
	  npm run --silent lint && npm run --silent types && npm run --silent test; \
	elif [ -n "$$CI" ]; then echo "CI needs Node and npm to check the browser's modules."; exit 1; \
	else echo "Node is not installed: the browser's modules were not checked."; fi

$(READY_NODE): package.json package-lock.json
	npm ci --silent
	@touch $@

data: $(READY_DATA)
	$(BIN)/python -m data.build

$(READY_BENCH): $(READY) requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes -r requirements-bench.lock
	@touch $@

bench: $(READY_BENCH)
	$(BIN)/python -m benchmarks

# A sample is in the tests. A run that was broken off goes on where it was (build/attack).
attack: $(READY)
	$(BIN)/python -m tests.attack --every $(or $(EVERY),0) --workers $(or $(WORKERS),2)
	ATTACK=1 $(BIN)/python -m pytest -q tests/test_future.py tests/test_future_files.py
	ATTACK=1 $(BIN)/python -m pytest -q tests/browser/test_atlas.py -k same_in_the_app

# A gigabyte to install: not part of CI. Without it the same test is skipped.
qgis: $(READY)
	NEEDS_QGIS=1 $(BIN)/python -m pytest -q tests/store/test_qgis.py

clean: ## also removes the environment
	rm -rf .venv .venv-lowest .venv-newest .venv-uv .venv-audit node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

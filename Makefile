# Needs Python >= 3.11 and make; everything else comes from the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
COMPARE := .venv-compare
READY_COMPARE := $(COMPARE)/.ready
OUT ?= out/demo

.PHONY: demo test lint bench drill docs setup setup-dev machine clean

setup: $(READY)
setup-dev: $(READY_DEV)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "需要 Python 3.11 或更高版本；可用 make PYTHON=python3.12 demo 指定解释器" >&2; exit 1)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --only-binary=:all: --prefer-binary -c constraints.txt hatchling editables
	$(BIN)/python -m pip install -q --prefer-binary -c constraints.txt --no-build-isolation -e .
	touch $@

$(READY_DEV): $(READY)
	$(BIN)/python -m pip install -q -U 'pip>=25.1'
	$(BIN)/python -m pip install -q --prefer-binary -c constraints.txt --group dev
	touch $@

# Published tools the benchmarks compare with; apart, because they need older parts than ours.
$(READY_COMPARE): pyproject.toml benchmarks/constraints.txt
	test -x $(COMPARE)/bin/python || $(PYTHON) -m venv $(COMPARE)
	$(COMPARE)/bin/python -m pip install -q -U 'pip>=25.1'
	$(COMPARE)/bin/python -m pip install -q --prefer-binary -c benchmarks/constraints.txt --group compare
	$(COMPARE)/bin/python -m pip install -q --no-deps pycorrector==1.1.4
	touch $@

demo: setup
	$(BIN)/xuncha demo --scenario notice --out $(OUT)

# Parts a machine may lack: PostgreSQL, Chromium, LibreOffice, fonts. Installed where apt and root are.
machine:
	bash scripts/machine.sh

test: setup-dev machine
	bash scripts/test.sh

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-dev $(READY_COMPARE)
	$(BIN)/python -m benchmarks

drill: setup-dev
	$(BIN)/python -m scripts.drill

docs: setup-dev
	$(BIN)/python -m scripts.docs

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .import_linter_cache

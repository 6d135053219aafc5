# make report     set everything up and build the sample report
# make test       every test that needs neither LibreOffice nor the package index
# make test-all   every test; needs the package index, LibreOffice and fonts (tests/rendering/install.sh), as .ci/run installs them
# make test-cluster  those that start a Dask cluster, alone (make test runs them too)
# make test-office  those that need LibreOffice and fonts, alone
# make lint       style, types, import layers
# make bundle     archives for machines without network, in out/bundle (docs/offline.md); needs the package index
#                 EMBEDDABLE=python-3.11.9-embed-amd64.zip puts Python into the one for Windows
# make test-bundle  makes them and tries them out without network
# make bench      what commands and templates cost beside others and the goals (some minutes; QUICK=1: less than one)
# make bench-docs the same into docs/performance.md, DATE=2026-01-31 says when it was taken
# make fuzz       harmed files for all readers, BUDGET seconds long, from the SEED on; what is found lies in fuzz/found

PYTHON ?= python3
BIN := .venv/bin
SAMPLE := sample_data/standard-2022.xlsx
TEST_OPTIONS ?=
BUDGET ?= 300
SEED ?= 0

.PHONY: report test test-cluster test-all test-office test-bundle lint bench bench-docs fuzz bundle bundle-pins samples layout clean

$(BIN)/fazhi: setup.cfg pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check .
	@touch $@

$(BIN)/pytest: setup.cfg pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(BIN)/fazhi

report: $(BIN)/fazhi
	@mkdir -p out
	@$(BIN)/fazhi build $(SAMPLE) -o out/ && echo "The sample report lies in $(CURDIR)/out"

test: $(BIN)/pytest
	$(BIN)/python -m pytest -n auto -m "not office and not bundle" $(TEST_OPTIONS)

test-all: $(BIN)/pytest
	$(BIN)/python -m pytest -n auto --cov --cov-report=term $(TEST_OPTIONS)

test-cluster: $(BIN)/pytest
	$(BIN)/python -m pytest -m cluster $(TEST_OPTIONS)

test-office: $(BIN)/pytest
	$(BIN)/python -m pytest -n auto -m office $(TEST_OPTIONS)

test-bundle: $(BIN)/pytest
	$(BIN)/python -m pytest -m bundle tests/test_bundle.py $(TEST_OPTIONS)

lint: $(BIN)/pytest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(BIN)/pytest
	$(BIN)/python -m benchmarks

bench-docs: $(BIN)/pytest
	$(BIN)/python -m benchmarks --write "$(or $(DATE),$(error say DATE=2026-01-31, the day on which it runs))"

bundle: $(BIN)/pytest
	@$(BIN)/python -m tools.bundle $(if $(EMBEDDABLE),--embeddable "$(EMBEDDABLE)")

bundle-pins: $(BIN)/pytest
	$(BIN)/python -m tools.bundle.pins

fuzz: $(BIN)/pytest
	$(BIN)/python -m tests.fuzz $(BUDGET) all $(SEED)

samples: $(BIN)/pytest
	$(BIN)/python tools/samples.py

layout: $(BIN)/pytest
	$(BIN)/python tools/layout.py pack standard

clean:
	rm -rf .venv out build *.egg-info

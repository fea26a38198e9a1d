# make demo   set everything up and carry the example letter along the whole route
# make up     run everything on this machine until Ctrl-C; the data stays in data/
# make test   set everything up, check the code, run all tests
# make quick  the short tests of rules, documents and redline, without server, browser and LibreOffice: for while you work
# make check  ruff, mypy, import-linter, sizes, the pictures of the house
# make bench  measure: ratios within one run, never a test
# make lock   pin all dependencies again, with hashes
# make clean  remove what make made, but not data/ and output/

PYTHON ?= python3
PROCESSES ?= 3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo up test quick check bench lock clean install install-dev schema

demo: install
	$(BIN)/paraaf demo

up: install
	$(BIN)/paraaf up

# The tests start some fifty processes: none of them should compile Paraaf anew, whatever the environment says.
test: check
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n $(PROCESSES) --dist loadgroup

QUICK := tests/models tests/faults tests/gateways/test_clock.py tests/gateways/test_store.py \
  tests/documents tests/redline tests/test_docs.py tests/test_house.py tests/test_route.py tests/test_yaml_limits.py
SHORT := not browser and not stack and not libreoffice and not long
quick: install-dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -q -n $(PROCESSES) --dist loadgroup -m "$(SHORT)" $(QUICK)

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m scripts.check_sizes
	$(BIN)/python -m scripts.draw_house --check

bench: install-dev
	$(BIN)/python -m benchmarks.sweep
	$(BIN)/python -m benchmarks.redline
	$(BIN)/python -m benchmarks.portal

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Paraaf needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if not (3, 11) <= sys.version_info[:2] < (3, 14) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing Paraaf in $(VENV) (once; a minute or two) ..."
	$(PIP) install --no-deps --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing Paraaf and its tools in $(VENV) (once; a minute or two) ..."
	$(PIP) install --no-deps --require-hashes -r requirements-dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.installed

schema: install
	$(BIN)/paraaf schema > docs/dossier.schema.json
	$(BIN)/paraaf schema --parties > docs/parties.schema.json

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate \
	  pyproject.toml build.in --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate \
	  pyproject.toml build.in --group dev --constraints requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

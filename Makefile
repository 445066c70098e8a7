# What one does with Facenote from a checkout; `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help docs setup demo serve page test bench lint format api lock

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv with everything in it (quick when nothing changed)

# The environment is made anew only when the lock file or the project file changed.
$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || { python=$$(.ci/python) && $$python -m venv $(VENV); }
	@echo "Installing the locked packages into $(VENV): some minutes, once."
	@$(BIN)/python -m pip install --quiet --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
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
	$(BIN)/facenote bench --json out/bench.json --plot out/bench.png $(if $(MEDIA),--media "$(MEDIA)")

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

# torch is pinned without the name of a build: its CPU and its CUDA builds both fit. What a CUDA build needs besides, it pins itself.
lock:  ## renew requirements.lock from pyproject.toml in a clean environment
	rm -rf build/lock
	$$(.ci/python) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade pip
	build/lock/bin/python -m pip install --quiet $(if $(TORCH),torch==$(TORCH)) ".[dev]"
	{ echo "# Every package of the environment, exactly; written by: make lock"; \
	  build/lock/bin/python -m pip freeze --all --exclude pip --exclude facenote | sed 's/+[a-z0-9]*$$//' | grep -v '^cuda-\|^nvidia-[^m]\|^triton=' ; } > requirements.lock
	rm -rf build/lock

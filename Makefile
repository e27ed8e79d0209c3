# One command for each thing one does here. `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help words demo demo-month demo-reset stopwatch test faults check check-steps bench browser lock shell map format schema

# Python reads again what it made of our sources: each process starts in half the time.
unexport PYTHONDONTWRITEBYTECODE

PYTHON := .venv/bin/python
BIN := .venv/bin
COMPOSE_SCHEMA := vendor.compose-spec

help:  ## List what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo:  ## Run all of Kith here (PORT=8000; DEMO_HISTORY=0 leaves the year of history out)
	@KITH_ASKED_AT=$$(date +%s); export KITH_ASKED_AT; \
		./bootstrap base && exec $(PYTHON) -m outside.launcher.demo

demo-month:  ## Let the running demo live a month ahead, day by day
	@./bootstrap base
	@$(PYTHON) -m outside.launcher.month

demo-reset:  ## Delete everything the demo keeps
	@./bootstrap base
	@$(PYTHON) -m outside.launcher.demo --reset

stopwatch:  ## Measure `make demo` from a clean clone, cold and warm (T=quiet or busy; both)
	@./bootstrap base
	@$(PYTHON) -m outside.launcher.stopwatch $(T)

test: browser  ## Run the tests (T=tests/kith runs some; N=4 side by side)
	@$(BIN)/pytest -n $(or $(N),4) --dist loadfile --no-loadscope-reorder $(T)

faults:  ## Break a whole Kith on purpose, up to 40 minutes (T=one file; FAULTS_SEED=7 repeats)
	@./bootstrap dev
	@$(BIN)/pytest -n $(or $(N),2) --dist loadfile --no-loadscope-reorder -p no:randomly \
		$(or $(T),tests/faults)

check:  ## Format, lint, contracts, types, migrations, templates, compose file, map
	@./bootstrap dev
	@$(PYTHON) -m kith.runtime.beside -- $(MAKE) --no-print-directory check-steps

check-steps:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --cache-dir .kith/cache/import-linter
	$(BIN)/mypy
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m outside.schema --check
	$(PYTHON) manage.py compile_words --check
	$(BIN)/djlint templates platform/outside --lint --quiet
	$(BIN)/check-jsonschema --builtin-schema $(COMPOSE_SCHEMA) docker-compose.yml
	$(PYTHON) docs/draw_map.py

bench:  ## Measure Kith beside its peers (ROWS="tenant.* page.list.*" measures some)
	@./bootstrap dev
	@./bootstrap bench
	@$(PYTHON) -m bench $(if $(ROWS),--rows "$(ROWS)")

shell:  ## Open a Python shell on the demo's database, while the demo runs
	@$(PYTHON) manage.py shell

words:  ## Put new sentences into the catalogues, and say what lacks Spanish
	@./bootstrap dev
	@DJANGO_SETTINGS_MODULE=config.settings.local $(PYTHON) manage.py compile_words

format:  ## Bring the code into shape
	@./bootstrap dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

schema:  ## Draw the script that empty databases of demo and tests are built from
	@./bootstrap dev
	@$(PYTHON) -m kith.runtime.beside -- $(PYTHON) -m outside.schema

map:  ## Draw docs/map.md: what is where, and docs/events.md: what happens then
	@./bootstrap dev
	@$(PYTHON) docs/draw_map.py

browser:  ## Find the Chromium the tests drive, or install one
	@./bootstrap dev
	@$(PYTHON) -m kith.runtime.browser

lock:  ## Work the locks in requirements/ out again
	@./bootstrap lock

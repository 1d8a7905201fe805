# The commands to remember. Each installs what it needs first; see CONTRIBUTING.md.
.PHONY: up install test check prove train bench bench-large bench-understanding

export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
# Where it is set, every process compiles all of ours again: a part of the tests begins twice as fast without it.
unexport PYTHONDONTWRITEBYTECODE
python := .venv/bin/python
rasa_python := bot/.venv/bin/python
parallel := -n 2
tests := $(python) -m pytest -q --durations=5 tests
# Whoever is done takes over from the other; proofs stay together by file, which starts a system of its own.
stealing := $(parallel) --dist worksteal
by_file := $(parallel) --dist loadfile --no-loadscope-reorder
rasa_tests := $(rasa_python) -m pytest -q --durations=5 --rootdir=. -c bot/pytest.ini tests/bot tests/actions tests/understanding $(parallel)

up: install  ## The whole system with the demo utility; Ctrl-C ends it
	@$(python) -m wattline up

install:
	@tools/install.sh

train: install  ## Trains the model, if its inputs changed
	@$(python) -m wattline train

check: install  ## Format, lint, types and import contracts of both worlds
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy channels backend_api wattline tests/system benchmarks
	.venv/bin/mypy --python-version 3.10 --python-executable $(rasa_python) bot actions
	.venv/bin/lint-imports

test: train  ## Everything but the long proofs, in at most 12 minutes
	$(rasa_tests) -m "not prove"
	$(tests) -m "not prove and not system" $(parallel)
	$(tests) -m "system and not prove" $(stealing)

prove: train  ## The long proofs: kills, sweeps, brute force, 300 turns
	$(rasa_tests) -m prove
	$(tests) -m prove $(by_file)

bench: train  ## Ratios: our turn beside stock Rasa's, taking messages beside servers that keep none, bulk loading, lookups
	$(python) -m benchmarks

bench-large: install  ## The lookup among 30 million invoices: a quarter of an hour, 27 GB
	$(python) -m benchmarks open-invoices --large

bench-understanding: install  ## HWU64: our pipeline beside stock Rasa's, trained and asked in one run: 20 minutes
	PYTHONPATH=. $(rasa_python) -m benchmarks.understanding

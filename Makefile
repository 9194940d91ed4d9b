.DEFAULT_GOAL := help
.PHONY: help setup run test chaos check screenshots bank-report bench
PYTHON ?= python3

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/dev.stamp ## Install everything into .venv, and start nothing

run: .venv/run.stamp ## Start Rehearsal on 127.0.0.1:8000, or HOST=... PORT=...
	@exec .venv/bin/python -m config.run

test: .venv/dev.stamp ## Run every test, those in a browser too; ARGS="-k clock" chooses
	@.venv/bin/python -m tests.chromium
	@exec .venv/bin/python -m pytest $(ARGS)

check: .venv/dev.stamp ## Look at style, types, layers, deployment, migrations and advisories
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	SECRET_KEY=any .venv/bin/python -m mypy
	.venv/bin/lint-imports
	SECRET_KEY="no secret, but as long as one that a deployment would have" \
		.venv/bin/python manage.py check --deploy --fail-level WARNING
	.venv/bin/python manage.py makemigrations --check --dry-run
	@.venv/bin/python -m tests.advisories

chaos: .venv/dev.stamp ## Break every part while candidates sit, and print what it cost; 5 minutes
	@exec .venv/bin/python -m pytest tests/chaos -n0 -rs -m "" --chaos-results tests/chaos/results.json $(ARGS)

screenshots: .venv/dev.stamp ## Take the pictures in docs/images again
	@.venv/bin/python -m tests.chromium
	@exec .venv/bin/python -m tests.screenshots

bench: .venv/dev.stamp ## Measure the hot paths beside their floors, and a class that sits at once; CLASS=10000 is the full one
	@exec .venv/bin/python -m bench --class $(or $(CLASS),1000)

bank-report: .venv/run.stamp ## Measure the bundled bank, and write docs/bank.md and docs/bank.json
	@.venv/bin/python manage.py bank_report

.venv/dev.stamp: .venv/run.stamp

# Until an installation is complete, "unfinished" stands in .venv: one that was cut short is done from the beginning.
# The umask lets the account that PostgreSQL runs as, where root installs, read its programs.
.venv/%.stamp: requirements/%.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Rehearsal needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
	@if [ -e .venv/unfinished ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then \
		echo "Making .venv ..."; umask 022; $(PYTHON) -m venv --clear .venv || { \
		echo "Python's venv is missing; on Debian and Ubuntu: apt install python3-venv"; exit 1; }; fi
	@echo "Installing requirements/$*.txt ..."
	@umask 022; touch .venv/unfinished; \
		.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< && \
		rm .venv/unfinished && touch $@

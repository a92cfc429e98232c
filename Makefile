# `make serve` runs Wardian, `make test` checks it. Both first set up whatever is missing; see CONTRIBUTING.md.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export NO_MKDOCS_2_WARNING := 1

# Python keeps what it has compiled, whatever the surroundings say: the tests start many servers.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PORT ?= 8080
EDGE_PORT ?= 8081
DOCS_PORT ?= 8000
DATA ?= data

SITE_SOURCES := mkdocs.yml $(shell find site examples runner/wardian/docs runner/wardian/lessons -type f -not -name '*.pyc' 2>/dev/null)
PLAYGROUND_SOURCES := $(shell find playground runner/wardian/toolchains/edge runner/wardian/edge/python/guest/edge -type f -not -name '*.pyc' -not -path '*/node_modules/*' 2>/dev/null)

say = @printf '\033[1m==> %s\033[0m\n' "$(1)"

.PHONY: help setup toolchains servers browser serve site docs-serve check test screenshots bench clean

help: ## Show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.done toolchains build/site/.done ## Set up everything that is missing

serve: setup ## Serve the site on :8080 and the edge on :8081
	@exec $(BIN)/wardian up --port $(PORT) --edge-port $(EDGE_PORT) --data $(DATA)

site: build/site/.done ## Build the site and the playground into build/site

docs-serve: .venv/.done build/playground/.done ## Serve prose and playground on :8000, anew at each change
	@node playground/build.js --watch & watcher=$$!; trap 'kill $$watcher 2>/dev/null || :' EXIT; \
	$(BIN)/mkdocs serve --dev-addr localhost:$(DOCS_PORT)

check: .venv/.done playground/node_modules/.done ## Lint and types
	$(call say,Lint and types)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy
	npm --prefix playground run --silent check

test: setup check servers browser ## Run everything: lint, types, unit, contract, docs, end to end
	$(call say,Unit$(comma) contract and docs tests)
	$(BIN)/pytest --numprocesses 2 --dist loadfile --ignore=tests/e2e $(TIMED:%=--ignore=%)
	$(call say,Tests with limits of time)
	$(BIN)/pytest $(TIMED)
	npm --prefix playground run --silent test
	$(call say,End-to-end tests)
	$(BIN)/pytest --numprocesses 2 --dist worksteal tests/e2e

screenshots: setup browser ## Photograph every page for somebody to look at, and the README's picture
	$(BIN)/pytest -q tests/e2e/screenshots.py

bench: setup ## Measure the build service, the edge and the page
	$(BIN)/python bench/build.py
	$(BIN)/python bench/edge.py
	$(BIN)/python bench/visit.py

clean: ## Remove what was built; the data folder and the cache stay
	rm -rf build .venv playground/node_modules .mypy_cache .pytest_cache .ruff_cache

comma := ,

# Programs are held to limits of CPU time here, and their neighbours to the time they usually take: one at a time.
TIMED := tests/unit/edge tests/hostile tests/contract/examples

# A Python without venv (Debian and Ubuntu split it off) gets it from apt, the only thing here that needs root.
.venv/.done: pyproject.toml uv.lock
	$(call say,Python environment)
	@$(BIN)/uv --version >/dev/null 2>&1 || $(MAKE) .venv/bin/uv
	@$(BIN)/uv sync --frozen --quiet --compile-bytecode
	@touch $@

.PHONY: .venv/bin/uv
.venv/bin/uv:
	@python3 -m venv --clear .venv || { $(APT) python3-venv; python3 -m venv --clear .venv; }
	@$(BIN)/python -m pip install --quiet "$$(sed -n 's/^ *"\(uv==[0-9.]*\)",$$/\1/p' pyproject.toml)"

toolchains: .venv/.done
	@$(BIN)/wardian toolchain install || { [ $$? -eq 3 ] && echo 'The playground will do without what is missing.'; }

playground/node_modules/.done: playground/package.json playground/package-lock.json
	$(call say,Front-end packages)
	@npm --prefix playground ci --no-audit --no-fund --loglevel=error
	@touch $@

build/wheels/index.json: .venv/.done playground/wheels.txt playground/wheels.py
	$(call say,Python packages of the playground)
	@$(BIN)/python playground/wheels.py build/wheels || echo 'The playground will do without them.'

build/playground/.done: playground/node_modules/.done build/wheels/index.json $(PLAYGROUND_SOURCES)
	$(call say,Playground)
	@npm --prefix playground run --silent build
	@touch $@

build/site/.done: .venv/.done build/playground/.done $(SITE_SOURCES)
	$(call say,Site)
	@$(BIN)/mkdocs build --strict
	@$(BIN)/wardian lesson prebuild build/site
	@$(BIN)/wardian lesson record build/site
	@npm --prefix playground run --silent compress
	@touch $@

# The tests start PostgreSQL themselves; nginx and systemd-analyze only read what is packaged.
servers:
	@which postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || $(APT) postgresql
	@PATH="$$PATH:/usr/sbin"; which nginx systemd-analyze >/dev/null || $(APT) nginx systemd \
	|| echo 'What these would read is left out.'

# Playwright's driver needs libatomic, and Chromium something to write with.
browser: .venv/.done
	@$(BIN)/python tests/e2e/browser.py || $(APT) chromium-headless-shell fonts-liberation libatomic1 \
	|| which chromium >/dev/null || $(APT) chromium fonts-liberation libatomic1
	@which firefox-esr WebKitWebDriver Xvfb >/dev/null || $(APT) firefox-esr webkit2gtk-driver xvfb \
	|| echo 'What is tried in Firefox and WebKit is left out.'

APT = $(if $(filter 0,$(shell id -u)),,sudo) sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$$@"' apt

# What can be done here. Each target sets up by itself what it needs; nothing is set up twice.

.DEFAULT_GOAL := help
.PHONY: help serve build test fuzz bench command docs fmt clean

CARGO := . scripts/environment.sh && cargo
SHELL := /bin/bash

help:
	@echo 'make serve     build the page and serve it at http://127.0.0.1:8080 (PORT=… for another port)'
	@echo 'make build     build the page into dist/, for any static server, and say how big it is'
	@echo 'make test      run all checks and tests; takes some minutes, the first time more'
	@echo 'make fuzz      run every target of the fuzzer (SECONDS_EACH=… seconds, default 60; TARGETS="log zip" for some)'
	@echo 'make command   build the command `trustlens`'
	@echo 'make docs      write docs/checks.md and docs/phones.md, the tables of checks and of what phones ask, from the code'
	@echo 'make bench     measure how fast things are'
	@echo 'make fmt       format the Rust sources'
	@echo 'make clean     remove what was built; the tools in .tools/ stay'

# The port is looked at first, so that nobody waits for the build in vain.
serve:
	@scripts/set-up.sh packages
	@node scripts/serve.mjs --check
	@scripts/set-up.sh page
	@scripts/build.sh
	@exec node scripts/serve.mjs

build:
	@scripts/set-up.sh page
	@scripts/build.sh
	@node scripts/sizes.mjs

test:
	@scripts/test.sh

fuzz:
	@scripts/fuzz.sh

command:
	@scripts/set-up.sh rust
	@$(CARGO) build --profile command -p trustlens
	@echo 'The command is ready: target/command/trustlens'

bench:
	@scripts/set-up.sh rust
	@$(CARGO) bench -p trustlens-tests

docs:
	@scripts/set-up.sh rust
	@$(CARGO) run --quiet -p trustlens -- checks --format markdown > docs/checks.md.new
	@mv docs/checks.md.new docs/checks.md
	@$(CARGO) run --quiet -p trustlens -- phone --rules --format markdown > docs/phones.md.new
	@mv docs/phones.md.new docs/phones.md
	@$(CARGO) run --quiet -p trustlens -- plan --rules > docs/planner.md.new
	@mv docs/planner.md.new docs/planner.md

fmt:
	@scripts/set-up.sh rust
	@scripts/set-up.sh lint
	@$(CARGO) fmt --all

clean:
	rm -rf target dist tests/fuzz/target tests/fuzz/corpus

# Every target first makes sure of the pinned tools; `make` alone lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help tools build serve dev test check bench golden soak

# Our own copies of the tools come first, then the ones of npm (wasm-opt among them).
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/tests/node_modules/.bin:$(PATH)
# The cut into parts reads the relocations. The first flag is the one of .cargo/config.toml.
RELEASE := CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg erase_components -Clink-arg=--emit-relocs"
PORT ?= 8080
BASE ?= /
RUNS ?= 200000
FUZZ ?= 300

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

tools: ## install what is missing of the pinned tools (into .tools and tests/node_modules)
	@.ci/tools.sh all

build: ## build the release site into dist
	@.ci/tools.sh build
	@# Both programs are linked by one thread each, so they are compiled side by side.
	@node .ci/exporter.mjs & exporter=$$!; \
	$(RELEASE) trunk build --release --features split; app=$$?; \
	wait $$exporter && exit $$app
	node .ci/split.mjs dist
	node .ci/exporter.mjs dist
	node .ci/finish.mjs dist

serve: build ## build the release site and serve it (PORT=8080 BASE=/)
	@node .ci/serve.mjs dist --port $(PORT) --base $(BASE)

dev: ## serve a debug build on port 8081 and rebuild on every change (reload the page by hand)
	@.ci/tools.sh build
	trunk serve --port 8081 --dist .tools/dev --no-autoreload true

test: ## run everything: lints, core tests, release build, browser tests, size budget
	@.ci/tools.sh all
	@node .ci/test.mjs

check: ## the fast part: format, lints, core tests
	@.ci/tools.sh rust
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo test --no-default-features --features office

soak: ## the random tests of storage and of the file reader, 200,000 runs each, then fuzzing (RUNS=200000 FUZZ=300 seconds)
	@.ci/tools.sh rust
	PLANERKA_RUNS=$(RUNS) cargo test --profile soak --no-default-features --test storage --test loader
	.ci/fuzz.sh $(FUZZ)

bench: build ## measure the first load, the first paint, typing, large plans, the reviewer and the exporter
	@.ci/tools.sh browser
	@cd tests/bench && npm ci --no-audit --no-fund --loglevel=error
	@node tests/e2e/bench.mjs

golden: ## write the expected files of the core tests anew; read the diff before you commit it
	@.ci/tools.sh rust
	UPDATE_GOLDEN=1 cargo test --no-default-features --features office

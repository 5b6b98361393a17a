# Two commands do everything on a fresh machine: `make nightly` runs a bank's night, `make test` proves it.

DATE      ?= 2025-11-20
DAYS      ?= 3
CUSTOMERS ?= 5000
SEED      ?= 7
DIRT      ?= 0.01
BREAKS    ?= 1
BANK      := .granary/bank
PORT      := 18443

GRANARY    = .build/release/granary
SAMPLEBANK = .build/release/samplebank

.PHONY: nightly test bench bench-peers soak build deps format clean

## Installs what is missing, builds for release, generates the sample bank, catches up on what it missed, runs its night.
## A year: make nightly CUSTOMERS=20000 DAYS=396, then Benchmarks/year.
nightly: build
	$(SAMPLEBANK) generate --out $(BANK) --date $(DATE) --days $(DAYS) --customers $(CUSTOMERS) --seed $(SEED) --dirt $(DIRT) \
	  --breaks $(BREAKS)
	$(GRANARY) warehouse start
	$(GRANARY) apply
	@$(SAMPLEBANK) serve --dir $(BANK) --port $(PORT) & server=$$!; trap 'kill $$server' EXIT; \
	  accept() { "$$@" || test $$? -eq 2; }; \
	  day() { date -d "$(DATE) - $$1 days" +%F; }; \
	  if test $(DAYS) -gt 1; then \
	    accept $(GRANARY) backfill --from $$(day $$(($(DAYS) - 1))) --to $$(day 1) || exit; fi; \
	  accept $(GRANARY) run --date $(DATE)
	@$(GRANARY) status
	@echo
	@echo "What differs:   $(GRANARY) reconcile, and what should: $(BANK)/answers/*.differences.ndjson (\"seeded\": put in on purpose)"
	@echo "Ask the marts:  $(GRANARY) warehouse psql --as analyst2 -c 'select * from items limit 10'"
	@echo "                $(GRANARY) warehouse psql --as analyst3 -c 'select dc_flag, ccy, count(*), sum(amount) from posting group by 1, 2'"

build: deps
	swift build -c release --product granary
	swift build -c release --product samplebank

## Lint, then every test: real PostgreSQL, real senders (HTTPS, SFTP, FTPS), real files.
test: PACKAGES += $(TEST_PACKAGES)
test: deps
	swift format lint --strict --recursive Sources Tests Package.swift
	swift build --build-tests
	swift test --skip-build

## One line a benchmark: NAME RATIO of WHAT.
bench:
	@$(MAKE) --no-print-directory build >&2
	@Benchmarks/run

## Other tools on the file of `load`, by the same rules. What cannot be installed is said in its line.
bench-peers:
	@$(MAKE) --no-print-directory build >&2
	-@$(MAKE) --no-print-directory deps PACKAGES='pgloader icu-devtools python3-venv' >&2
	@Benchmarks/run peers

## The long campaigns: kills, crashes, I/O calls that fail, restores, orders of arrival.
soak: PACKAGES += gcc libc6-dev
soak: build
	Benchmarks/soak

format:
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	-$(GRANARY) warehouse stop
	rm -rf .granary .build

deps:
	@missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "installing$$missing"; \
	  $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq $$missing; fi

SUDO     := $(shell test $$(id -u) -eq 0 || echo sudo)
PACKAGES := pkg-config libpq-dev postgresql-15 postgresql-client-15 libcurl4-openssl-dev libisal-dev zlib1g-dev libssl-dev \
  openssl curl gzip python3 python3-yaml chromium fonts-noto-cjk
# Debian starts the services of the first two as it installs them; the tests start their own, on loopback, and need neither.
TEST_PACKAGES := openssh-server nginx-light openssh-client python3-pyftpdlib python3-openssl gcc libc6-dev

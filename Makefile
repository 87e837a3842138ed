# geo: every task of the project. `make` alone lists them.
#
# setup, demo and test work on a fresh Debian machine with Swift 6, as root or with sudo, any number of times.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
CONFIGURATION := release
GEO := .build/$(CONFIGURATION)/geo
SWIFT_SOURCES := Package.swift Sources Tests $(wildcard Benchmarks/Package.swift) $(wildcard Benchmarks/Sources)
# What the build links, and what draws a picture of a map; all from Debian.
PACKAGES := libgeos-dev libproj-dev proj-data libsqlite3-dev zlib1g-dev libdeflate-dev libxlsxwriter-dev pkg-config \
	librsvg2-bin fonts-liberation2

# The programs that read what geo makes, tried one after another: all of them, or CLIENTS=Tests/Clients/qgis.sh.
CLIENTS ?= $(filter-out %/common.sh %/soak.sh,$(wildcard Tests/Clients/*.sh))

.PHONY: help setup build demo test check clients soak lint format docs gallery bench install serve geodata clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## install what is missing (Debian packages)
	@command -v swift > /dev/null || { echo "Swift 6 is missing: install it from https://www.swift.org/install/linux/ and put it on PATH" >&2; exit 69; }
	@missing=(); for package in $(PACKAGES); do dpkg -s "$$package" > /dev/null 2>&1 || missing+=("$$package"); done; \
	if (( $${#missing[@]} )); then \
	  echo "installing $${missing[*]}"; \
	  run=(env DEBIAN_FRONTEND=noninteractive); if [[ $$(id -u) != 0 ]]; then run=(sudo "$${run[@]}"); fi; \
	  "$${run[@]}" apt-get update -qq; \
	  "$${run[@]}" apt-get install -y -qq --no-install-recommends "$${missing[@]}"; \
	fi

build: setup ## build the command geo (release), and what it makes of the reference
	swift build -c $(CONFIGURATION) --product geo
	$(GEO) reference prepare --quiet || echo "geo answers without it too, later"

demo: build ## print the coverage of the Gironde and draw its map, on the data shipped
	$(GEO) coverage --dept 33
	$(GEO) map --dept 33 --indicator acteurs_pour_10000_hab -o demo-gironde.svg
	@echo "The map is in demo-gironde.svg: open it in a browser."

test: setup ## build and run the tests (release, as the product is built)
	swift build -c $(CONFIGURATION) --build-tests
	swift test -c $(CONFIGURATION) --skip-build --parallel

check: test clients ## the long checks: reference geography, programs that read what geo makes
	$(GEO) reference verify

clients: build ## try the programs that read what geo makes (Tests/Clients); each installs what it needs
	@for script in $(CLIENTS); do echo "== $$script"; bash "$$script" || exit 1; done

soak: build ## ten minutes of mixed load on the server, its memory watched (SOAK_SECONDS)
	SOAK_SECONDS=$${SOAK_SECONDS:-600} bash Tests/Clients/soak.sh

lint: ## check the form of the sources
	swift format lint --strict --recursive $(SWIFT_SOURCES)
	for script in .ci/run geodata/*.sh Tests/Clients/*.sh; do bash -n "$$script"; done

format: ## rewrite the sources in the project's form
	swift format --in-place --recursive $(SWIFT_SOURCES)

docs: build ## write the pages that are made by geo: docs/indicators.md
	$(GEO) coverage --explain all --format markdown -o docs/indicators.md

gallery: build ## draw the pictures of docs/cartography.md from the sample
	@mkdir -p docs/images; draw() { $(GEO) map --quiet "$${@:2}" -o "docs/images/$$1.svg"; }; \
	draw gironde --dept 33 --width 140; \
	draw circles --dept 64 --indicator acteurs --width 130; \
	draw colored-circles --dept 24 --level epci --indicator acteurs --indicator taux_couverture_communes --width 130; \
	draw classes --dept 23 --indicator acteurs_pour_10000_hab --width 130; \
	draw pivot --level department --indicator indice_specificite --theme SANTE --width 130; \
	draw lisa --dept 40 --level commune --indicator lisa --indicator distance_moyenne_km --width 130; \
	draw dominant --dept 19 --level epci --dominant kind --width 130; \
	draw two-ratios --level department --indicator acteurs_pour_10000_hab --indicator taux_couverture_communes --width 130; \
	draw facets --level department --indicator acteurs_pour_10000_hab --facet kind --template slide-16-9; \
	draw template --dept 17 --level epci --template half-page

bench: build ## measure speed and memory (Benchmarks/)
	swift run -c release --package-path Benchmarks Benchmarks

install: build ## install geo and its data under PREFIX (default /usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/geo/reference" "$(DESTDIR)$(PREFIX)/share/geo/codelists" "$(DESTDIR)$(PREFIX)/share/geo/samples"
	install -m 755 $(GEO) "$(DESTDIR)$(PREFIX)/bin/geo"
	install -m 644 geodata/README.md geodata/manifest.json "$(DESTDIR)$(PREFIX)/share/geo/"
	install -m 644 geodata/reference/*.gpkg $(wildcard geodata/reference/*.prepared) "$(DESTDIR)$(PREFIX)/share/geo/reference/"
	install -m 644 geodata/codelists/* "$(DESTDIR)$(PREFIX)/share/geo/codelists/"
	install -m 644 geodata/samples/actors.csv geodata/samples/projects.csv geodata/samples/README.md "$(DESTDIR)$(PREFIX)/share/geo/samples/"

serve: build ## serve the sample on http://127.0.0.1:8080
	$(GEO) serve --port 8080

geodata: ## fetch the source of the reference geography and rebuild it
	geodata/fetch.sh
	$(MAKE) build
	$(GEO) reference build --source geodata/source --manifest geodata/manifest.json
	$(GEO) reference verify
	$(GEO) reference prepare --quiet

clean: ## remove what was built
	rm -rf .build Benchmarks/.build demo-gironde.svg geodata/reference/*.prepared

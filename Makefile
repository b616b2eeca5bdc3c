# Every command of Wander. `make` alone lists them; each is a file of scripts/commands.
.DEFAULT_GOAL := help
SHELL := /bin/sh

# One Node process in place of the shell, so that a signal to make reaches it.
run = @command -v node >/dev/null 2>&1 || { echo "Node.js is missing: Wander needs 20.19 or newer (https://nodejs.org/en/download)."; exit 1; }; \
	exec node scripts/run.mjs

.PHONY: help
help: ## list the commands
	@echo "Wander. make <command>:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: doctor
doctor: ## say what this machine lacks and how to mend it; format=json for machines
	$(run) doctor "format=$(format)"

.PHONY: dev
dev: ## run Wander for development: client on CLIENT_PORT (3000), API on PORT (8000), reloading; inspect=9229 for a debugger
	$(run) dev "inspect=$(inspect)"

.PHONY: start
start: ## build and run Wander as in production, on the same ports
	$(run) start

.PHONY: build
build: ## build API, client and GraphiQL into dist/
	$(run) build

.PHONY: migrate
migrate: ## apply the pending migrations
	$(run) migrate

.PHONY: migrate-new
migrate-new: ## write an empty migration: name=add-likes
	$(run) migrate-new "name=$(name)"

.PHONY: migrate-revert
migrate-revert: ## take back the last migration
	$(run) migrate-revert

.PHONY: seed
seed: ## write 5 demo users and 8 posts; twice changes nothing. force=1 in production
	$(run) seed "force=$(force)"

.PHONY: seed-volume
seed-volume: ## write many rows for measuring: posts=200000
	$(run) seed-volume "posts=$(posts)" "force=$(force)"

.PHONY: reset
reset: ## empty the database, migrate and seed. force=1 for one on another machine
	$(run) reset "force=$(force)"

.PHONY: test
test: ## run all tests: server, client, browser
	$(run) test

.PHONY: test-server
test-server: ## run the server's tests; only=<path or part of it> narrows them
	$(run) test project=server "only=$(only)"

.PHONY: test-client
test-client: ## run the client's tests; only=…
	$(run) test project=client "only=$(only)"

.PHONY: test-browser
test-browser: ## run the walks through a real browser; only=…
	$(run) test project=browser "only=$(only)"

.PHONY: chart
chart: ## check the Helm chart: rendering, schemas, promises, behaviour, scanners, documents; only=… narrows them
	$(run) chart "only=$(only)"

.PHONY: chart-deep
chart-deep: ## check it by Checkov and Trivy too; building Trivy takes ten minutes, once
	$(run) chart-deep

.PHONY: images
images: ## build the images of the API and the frontend
	$(run) images

.PHONY: test-cluster
test-cluster: ## install Wander on the cluster that KUBECONFIG names, and try it; only=default,staging,prod
	$(run) test-cluster "only=$(only)"

.PHONY: chart-docs
chart-docs: ## write the chart's README from its template and the comments of values.yaml
	$(run) chart-docs

.PHONY: check
check: ## format, lint, architecture, types, schema and its changes, documents, then all tests and the chart
	$(run) check

.PHONY: bench
bench: ## measure Wander and its peers into docs/performance.md: only=list,user rounds=3 seconds=3 …; quick=1 for a try
	$(run) bench "quick=$(quick)" "only=$(only)" "peers=$(peers)" "rounds=$(rounds)" "seconds=$(seconds)" "connections=$(connections)" "posts=$(posts)" "hostile=$(hostile)" "big=$(big)"

.PHONY: bench-pages
bench-pages: ## measure how pages load on a slow phone into docs/performance.md: only=home,story runs=5 lighthouse=5
	$(run) bench-pages "only=$(only)" "runs=$(runs)" "lighthouse=$(lighthouse)"

.PHONY: attack
attack: ## attack a production build of its own and see it withstand: only=<names> seconds=10; docs=1 writes docs/attacks.md
	$(run) attack "only=$(only)" "seconds=$(seconds)" "docs=$(docs)"

.PHONY: schema
schema: ## write server/schema.graphql from the code
	$(run) schema

.PHONY: limits-docs
limits-docs: ## write docs/limits.md from the limits in the code
	$(run) limits-docs

.PHONY: codegen
codegen: ## write the client's typed documents from its queries and the schema
	$(run) codegen

.PHONY: sbom
sbom: ## write what the images have inside to dist/sbom, in CycloneDX
	$(run) sbom

.PHONY: licenses
licenses: ## list the licences of all packages; fails where one is not allowed
	$(run) licenses

.PHONY: audit
audit: ## ask npm's registry for known weaknesses of what runs in production; fails where one is high or critical
	$(run) audit

.PHONY: secret-scan
secret-scan: ## look for secrets in the whole history, by gitleaks; needs Go
	$(run) secret-scan

.PHONY: preview
preview: ## write what changes in the schema and the rendered chart: base=origin/main file=dist/preview.md
	$(run) preview "base=$(base)" "file=$(file)"

.PHONY: release
release: ## write a version into package, chart, compose and changelog: version=1.2.3
	$(run) release "version=$(version)"

.PHONY: release-notes
release-notes: ## print the changelog of a version, after a look whether all files have it: version=1.2.3 file=…
	$(run) release-notes "version=$(version)" "file=$(file)"

.PHONY: publish
publish: ## build and push images and chart: version=1.2.3 registry=registry.example.com/team
	$(run) publish "version=$(version)" "registry=$(registry)"

.PHONY: sign
sign: ## sign what make publish pushed, by cosign
	$(run) sign

.PHONY: deploy
deploy: ## install or upgrade: environment=staging version=1.2.3 registry=…; values=<file>, chart=<folder or package>, namespace=…, timeout=10m
	$(run) deploy "environment=$(environment)" "version=$(version)" "registry=$(registry)" "values=$(values)" "chart=$(chart)" "namespace=$(namespace)" "timeout=$(timeout)"

.PHONY: rollback
rollback: ## go back to what was there before: environment=staging; revision=3, namespace=…, timeout=10m
	$(run) rollback "environment=$(environment)" "revision=$(revision)" "namespace=$(namespace)" "timeout=$(timeout)"

.PHONY: up
up: ## run the four services in containers (docker compose); observability=1 for Prometheus, Grafana and what belongs to them
	$(run) up "observability=$(observability)"

.PHONY: down
down: ## end them; the data stays
	$(run) down

.PHONY: user-role
user-role: ## give a role: username=ana role=user|moderator|admin
	$(run) user-role "username=$(username)" "role=$(role)"

.PHONY: user-password
user-password: ## set and print a one-time password: username=ana
	$(run) user-password "username=$(username)"

.PHONY: user-suspend
user-suspend: ## let someone read only: username=ana; undo=true takes it back
	$(run) user-suspend "username=$(username)" "undo=$(undo)"

.PHONY: clean
clean: ## remove what was built; the data stays
	$(run) clean

# Every target first sees to it that .venv is there and up to date; `make help` lists them.
# ARGS goes to the program behind a target: make report ARGS="--lang en", make test ARGS="-k tkdn".
# PYTHON names the Python to make .venv with; by default .ci/venv.sh looks for one.

PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: report test lab lint update codes lock bench help stale

export PYTHON
unexport MPLBACKEND # notebooks draw inline; the tests choose for themselves

# .venv is stale when a file it was made from is newer, when it was moved, and when its Python is gone.
ifneq ($(shell test -x $(PY) && cat .venv/.stamp 2>/dev/null),$(CURDIR))
.venv/.stamp: stale
endif
.venv/.stamp: requirements.lock pyproject.toml .ci/venv.sh
	@.ci/venv.sh

report: .venv/.stamp ## write the briefing pack; without ARGS it is the illustrative example, in reports/example
	@.venv/bin/p3dn report $(ARGS)

# Two runs, because warnings are errors in the tests, and in notebooks what counts is the stored output.
# The notebooks of nbval need a worker per file, for a notebook's cells share one kernel.
NBVAL := --nbval --nbval-current-env --nbval-sanitize-with tests/nbval_sanitize.cfg --nbval-cell-timeout 300 \
	-o addopts= -o filterwarnings=default -p no:cacheprovider -n 2 --dist loadfile

test: export P3DN_LANG = id
test: lint ## style, unit tests with doctests, and the notebooks against their stored outputs
	@$(PY) -m pytest -n 2 --dist loadfile $(ARGS)
	@if ls notebooks/*.ipynb >/dev/null 2>&1; then \
		scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
		P3DN_OUT="$$scratch" IPYTHONDIR="$$scratch/ipython" $(PY) -m pytest $(NBVAL) notebooks/; \
	else \
		echo "Belum ada buku catatan di notebooks/. (No notebooks yet.)"; \
	fi

lab: .venv/.stamp ## open JupyterLab in notebooks/
	@JUPYTER_PREFER_ENV_PATH=1 JUPYTER_CONFIG_PATH="$(CURDIR)/.ci/jupyter" $(PY) -m jupyterlab $(ARGS)

lint: .venv/.stamp ## style only: ruff check and ruff format --check
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check

update: .venv/.stamp ## execute the notebooks anew and store their outputs; ARGS may name some
	@$(PY) tests/update_notebooks.py $(ARGS)

codes: .venv/.stamp ## make KODE.md anew, the page of all codes, from p3dn/words/problems.toml
	@P3DN_LANG=id $(PY) -m p3dn.cli codes >KODE.md

lock: .venv/.stamp ## make requirements.lock anew; ARGS="--upgrade" takes newer versions
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	$(PY) -m pip install -qq --disable-pip-version-check --target "$$scratch" uv && \
	$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' | \
	"$$scratch/bin/uv" pip compile pyproject.toml - --quiet --universal --fork-strategy fewest --python-version 3.11 \
		--all-extras --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--output-file requirements.lock $(ARGS)

bench: .venv/.stamp ## measure speed and memory against the peers
	@$(PY) -c "import fastexcel, polars" 2>/dev/null || \
	$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["bench"], sep="\n")' | \
	$(PY) -m pip install -qq --disable-pip-version-check -r /dev/stdin
	@$(PY) tests/benchmarks/run.py $(ARGS)

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r target what; do \
		printf '  make %-7s %s\n' "$$target" "$$what"; done

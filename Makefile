# Everything a clone needs: `make demo` lives through a year, `make test` checks it, `make run` opens the window.

PYTHON := .venv/bin/python
DB ?=
export PYTHONUTF8 := 1

.PHONY: demo test run bench screens freeze lint clean

.venv/runtime: requirements.txt tools/setup.sh
	sh tools/setup.sh runtime

.venv/dev: requirements-dev.txt tools/setup.sh
	sh tools/setup.sh dev

demo: .venv/runtime
	rm -rf out/demo
	$(PYTHON) main.py rehearse --out out/demo

lint: .venv/dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

test: lint
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m coverage run --source=app/sampling -m pytest
	$(PYTHON) -m coverage report --fail-under=100 --show-missing

out/演练.db: .venv/runtime
	$(PYTHON) main.py rehearse --out out/demo --db $@ >/dev/null

run: .venv/window $(if $(DB),,out/演练.db)
	$(PYTHON) main.py --db "$(if $(DB),$(DB),out/演练.db)"

.venv/window: .venv/runtime
	sh tools/setup.sh window

bench: .venv/dev
	QT_QPA_PLATFORM=offscreen $(PYTHON) tools/bench.py

screens: .venv/dev
	QT_QPA_PLATFORM=offscreen $(PYTHON) tools/screens.py

freeze: .venv/dev
	$(PYTHON) tools/freeze.py

clean:
	rm -rf out build dist .venv

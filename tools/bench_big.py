"""How fast a province draws: 1,000,000 objects, 27 strata, 1.2 million frame lines, from registry to verdict.

Everything but the page of bench_page.py: the services freeze from a real database, draw and staff; the plain
checker of docs/verify checks the package. Prints a table and always leaves with 0.
"""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.core.periods import RevealMode
from app.models.schema import metadata
from app.sampling import parse
from app.sampling.draw import draw_strata
from app.sampling.staffing import merge_visits, staff
from app.services import catalogue, draw, packages, plan, terms
from app.services.office import create_store, open_store
from app.services.rows.office import Act

T = TypeVar("T")
Row = tuple[str, float, float, float]
"""Name, seconds measured (or gigabytes), seconds of the floor, ratio."""

UNITS: Final = 1_000_000
GROUPS: Final = 30
STRATA: Final = 27
SHARED: Final = 9
"""So many strata take one of the last three groups as well: 36 memberships of a thirtieth are 1.2 million."""
RATIO: Final = "1/120"
PEOPLE: Final = 300
TOWNS: Final = tuple(f"示例{number:02}镇" for number in range(26))
PERIOD: Final = "2024Q1"
DIGITS: Final = ("31415926", "27182818", "16180339")
NOW: Final = Act("示例", datetime.fromisoformat("2024-01-30T09:00:00+08:00"))
_AT_ONCE: Final = 50_000
_ITEM: Final = Template("""
[[item]]
number = "$n"
code = "$code"
departments = ["示例科"]
name = "示例事项$n"
contents = ["示例"]
basis = "示例"
check_kind = "日常监督管理检查"
method = "现场检查"
skill = "-"
[[item.row]]
number = "$n"
objects = "示例"
frequency = "4次/年"
ratio = "$ratio"
count = "按比例"
[[item.row.stratum]]
code = "$code"
number = "$n"
label = "示例类别"
filter = [{ field = "industry_code", is = [$wanted] }]
period = "quarter"
ratio = "$ratio"
""")
_OBJECT: Final = ("code", "name", "industry_code", "town", "marks")
_INSPECTOR: Final = ("code", "name", "cert", "cert_expiry", "prior")


def rows() -> Iterator[Row]:
    """Measure everything; takes some minutes. What draws is a process of its own, and so its peak."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "province.db"
        build(path)
        floor = _floor()
        command = [sys.executable, __file__, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as drawing:
            for line in drawing.stdout or ():
                name, told = line.rstrip().split("\t")
                yield name, float(told), floor, float(told) / floor
        package = path.with_suffix(".zip")
        for script in ("check.py", "check_teams.py"):
            took, _ = _timed(partial(_checked, script, package))
            yield f"plain checker: {script}", took, floor, took / floor


def _through_services(path: Path) -> Iterator[tuple[str, float]]:
    """Draw the first quarter as the wizard does, then look at the parts of it once more."""
    with closing(open_store(path)) as store:
        took, draw_id = _timed(lambda: draw.freeze(store, PERIOD, "-", "次序", NOW))
        yield "freeze, from the registry, with its backup", took
        took, _ = _timed(lambda: draw.take_digits(store, draw_id, DIGITS, NOW))
        yield "digits: reading the input and the seed", took
        took, _ = _timed(lambda: draw.perform(store, draw_id, NOW))
        yield "the draw in one piece: read, pick, staff, keep", took
        path.with_suffix(".zip").write_bytes(packages.zipped(packages.draw_package(store, draw_id)))
        with store.reading() as session:
            kept = draw.get_draw(session, draw_id)
            written, seed = kept.frozen, kept.seed
    yield "peak memory, GB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    took, frozen = _timed(lambda: parse(written))
    yield "reading the input", took
    took, strata = _timed(lambda: draw_strata(frozen, seed, frozenset()))
    yield "picks", took
    visits = merge_visits(frozen, strata)
    took, _ = _timed(lambda: staff(frozen, seed, visits))
    yield "staffing the visits by 300", took


def _checked(script: str, package: Path) -> None:
    place = Path(__file__).resolve().parents[1] / "docs" / "verify" / script
    subprocess.run([sys.executable, str(place), str(package)], check=True, stdout=subprocess.DEVNULL)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def _floor() -> float:
    """Give the seconds of one bare hash for each unit."""
    units = [f"SL-{place:07}".encode() for place in range(UNITS)]
    start = perf_counter()
    for unit in units:
        sha256(unit).digest()
    return perf_counter() - start


def build(path: Path) -> None:
    """Make a signed year: an item list of 27 strata, a million objects, 300 officers, 公开摇号 settled."""
    listed = path.with_suffix(".toml")
    listed.write_text(_list(), encoding="utf-8")
    with closing(create_store(path)) as store:
        catalogue.install_catalogue(store, listed, NOW)
        with store.writing() as session:
            connection = session.connection().connection.dbapi_connection
            if connection is None:
                raise RuntimeError(path)
            _fill(connection)
        plan_id = plan.draft(store, 2024, NOW)
        for check in plan.plan_view(store, plan_id).open_questions:
            plan.answer(store, plan_id, check.key, "演练", NOW)
        plan.submit(store, plan_id, "示例乙", NOW)
        plan.sign(store, plan_id, "示环发〔2024〕1号", NOW.day, "示例丙", NOW)
        terms.choose_reveal(store, PERIOD, RevealMode.OPEN, "示例丙", NOW)


def _list() -> str:
    """Write the item list; stratum i holds group i, the first nine one of the last three groups besides."""
    head = 'title = "示例清单"\nyear = 2024\ndocument = "示例"\ndocument_number = "示环发〔2024〕1号"\n'
    items = []
    for place in range(STRATA):
        groups = [f"G{place:02}"] + ([f"G{STRATA + place % 3:02}"] if place < SHARED else [])
        wanted = ", ".join(f'"{group}"' for group in groups)
        items.append(_ITEM.substitute(n=place + 1, code=f"2024-{place + 1:02}", wanted=wanted, ratio=RATIO))
    return head + "".join(items)


def _fill(connection: object) -> None:
    """Put the rows in by SQL: what is measured is the draw, not the import."""
    execute = connection.executemany  # type: ignore[attr-defined]
    marks = ("", "、违法记录、", "", "", "、管理水平高、信用较好、风险较低、", "", "")
    for start in range(0, UNITS, _AT_ONCE):
        rows = [
            (f"SL-{n:07}", f"示例第{n}厂", f"G{n % GROUPS:02}", TOWNS[n % 26], marks[n % 7])
            for n in range(start, start + _AT_ONCE)
        ]
        execute(insert_into("inspection_object", _OBJECT, "正常"), rows)
    people = [(f"R-{n:03}", f"示例{n}", "示例证", "2030-01-01", n % 7) for n in range(PEOPLE)]
    execute(insert_into("inspector", _INSPECTOR, "在岗"), people)


def insert_into(table: str, given: tuple[str, ...], state: str) -> str:
    """Write the statement that fills the given columns, leaves the other texts empty and sets the state."""
    texts = [
        column.name
        for column in metadata.tables[table].columns
        if not column.nullable and column.name not in {*given, "id", "state"}
    ]
    values = ", ".join(["?"] * len(given) + ["''"] * len(texts) + [f"'{state}'"])
    return f"INSERT INTO {table} ({', '.join((*given, *texts, 'state'))}) VALUES ({values})"  # noqa: S608 - our own words


def main() -> None:
    """Print the table, or in the process that draws a line for each figure."""
    if len(sys.argv) > 1:
        for name, took in _through_services(Path(sys.argv[1])):
            print(name, took, sep="\t", flush=True)
        return
    print(f"{'province':<62}{'seconds':>10}{'floor':>10}{'ratio':>8}")
    for name, took, floor, ratio in rows():
        print(f"{name:<62}{took:>10.3f}{floor:>10.3f}{ratio:>8.1f}", flush=True)


if __name__ == "__main__":
    main()

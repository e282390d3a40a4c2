"""How fast a registry of 1,000,000 objects is searched, put in order, narrowed and leafed through.

First by the services alone, then in the window, with the longest time in which its thread stood still
(bench_registry_window.py). Each row stands against what issue 4 allows, in seconds.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.core.filter import AnyOf, Condition, OneOf
from app.services.object_list import first_ids, object_ids, object_rows
from app.services.office import Store, open_store
from app.services.rows.registry import Lacking, RegistryQuery
from tools import bench_province
from tools.bench_big import NOW, Row

T = TypeVar("T")
USUAL: Final[Condition] = OneOf("state", ("正常", "停产", "待核实"))
"""The chip that is on when the list opens."""
SEARCHES: Final = {
    "one character": ("公", "厂", "柏", "例", "水", "鑫", "（", "龘"),
    "two characters": ("公司", "化工", "江口", "示例", "柏鑫", "水厂", "没有"),
    "three and more": (
        "有限公司",
        "江口鑫",
        "白马化工",
        "有限责任",
        "造纸厂",
        "污水处理厂",
        "没有这一家",
        "示例123",
    ),
    "pinyin": ("shili", "shilibaima", "shilijiangkouxin", "baima", "xin", "zzz"),
    "initials": ("sl", "hg", "yxgs", "slbmx", "jkxs", "zzqx", "hgyx"),
    "code": ("SL-", "sl-05", "SL-0512345", "SL-9"),
    "信用代码": ("915001", "915001A", "915001AB", "915001ABC", "9150019"),
    "two words": ("江口 造纸", "鑫 公司", "公司 柏", "白马 xin", "没有 公司"),
}
SORTS: Final = (
    *("code", "name", "uscc", "kind", "town", "supervision_class", "permit_class", "credit_grade"),
    *("visits", "state"),
)
CHIPS: Final[dict[str, Condition]] = {
    "重点": OneOf("supervision_class", ("重点",)),
    "特殊": OneOf("supervision_class", ("特殊",)),
    "two towns": OneOf("town", ("示例03镇", "示例11镇")),
    "permits": OneOf("permit_class", ("重点管理", "简化管理")),
    "a stratum": AnyOf(((OneOf("industry_code", ("001", "002")), OneOf("tags", ("涉气重点",))),)),
    "tags": OneOf("tags", ("涉水重点",)),
}
_JUMPS: Final = 200
_PAGE: Final = 200
_YEAR: Final = NOW.day.year
_P95: Final = 18
"""The nineteenth of twenty parts ends here."""


def rows() -> Iterator[Row]:
    """Measure everything; takes some minutes, the most of it for making the registry."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "province.db"
        bench_province.build(path)
        with closing(open_store(path)) as store:
            yield from _searches(store)
            yield from _orders(store)
            yield from _chips(store)
            yield from _jumps(store)
        yield from _window(path)


def _searches(store: Store) -> Iterator[Row]:
    """Search as one does: with the list open."""
    opened = _timed(partial(_all, store, RegistryQuery(year=_YEAR)))
    yield _against("list of all, to its last row", opened, 0.5)
    firsts: dict[str, list[float]] = {}
    counts: list[float] = []
    for kind, texts in SEARCHES.items():
        for text in texts:
            for chips in ((), (USUAL,)):
                query = RegistryQuery(text, chips, year=_YEAR)
                firsts.setdefault(kind, []).append(_timed(partial(_first, store, query)))
                counts.append(_timed(partial(object_ids, store, query, NOW.day)))
    for kind, taken in firsts.items():
        yield _against(f"first rows of a search by {kind}, median", median(taken), 0.05)
    every = [each for taken in firsts.values() for each in taken]
    yield _against("first rows of any search, median", median(every), 0.05)
    yield _against("first rows of any search, 95th percentile", quantiles(every, n=20)[_P95], 0.15)
    yield _against("count of any search, median", median(counts), 0.5)
    yield _against("count of any search, slowest", max(counts), 0.5)


def _orders(store: Store) -> Iterator[Row]:
    for text, words in (("", "all"), ("公司", "a search")):
        taken = []
        for sort in SORTS:
            for falling in (False, True):
                query = RegistryQuery(text, (USUAL,), sort=sort, descending=falling, year=_YEAR)
                taken.append(_timed(partial(_all, store, query)))
        yield _against(f"another order of {words}, to its last row, slowest", max(taken), 1)


def _chips(store: Store) -> Iterator[Row]:
    taken = []
    for chip in CHIPS.values():
        query = RegistryQuery("", (USUAL, chip), year=_YEAR)
        taken.append(_timed(partial(_all, store, query)))
    for lacking in (Lacking.CHECK, Lacking.DRAW):
        query = RegistryQuery("", (USUAL,), lacking, year=_YEAR)
        taken.append(_timed(partial(_all, store, query)))
    yield _against("a chip more, to the last row, median", median(taken), 0.3)
    yield _against("a chip more, to the last row, slowest", max(taken), 0.3)


def _jumps(store: Store) -> Iterator[Row]:
    ids = object_ids(store, RegistryQuery("", (USUAL,), sort="name", year=_YEAR), NOW.day)
    chance = Random(7)  # noqa: S311 - where somebody may look
    taken = []
    for _ in range(_JUMPS):
        place = chance.randrange(len(ids) - _PAGE)
        page = ids[place : place + _PAGE]
        taken.append(_timed(partial(object_rows, store, page, _YEAR)))
    yield _against("page of 200 rows anywhere, 95th percentile", quantiles(taken, n=20)[_P95], 0.06)


def _window(path: Path) -> Iterator[Row]:
    script = Path(__file__).with_name("bench_registry_window.py")
    with subprocess.Popen(
        [sys.executable, str(script), str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            name, took, allowed = line.rstrip().split("\t")
            yield _against(name, float(took), float(allowed))


def _first(store: Store, query: RegistryQuery) -> None:
    ids = first_ids(store, query, NOW.day).ids[:_PAGE]
    object_rows(store, ids, _YEAR)


def _all(store: Store, query: RegistryQuery) -> None:
    _first(store, query)
    object_ids(store, query, NOW.day)


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _against(name: str, seconds: float, allowed: float) -> Row:
    return f"{name}, against {allowed * 1000:.0f} ms", seconds, allowed, seconds / allowed


if __name__ == "__main__":
    for name, seconds, allowed, ratio in rows():
        print(f"{seconds:9.3f}{allowed:9.3f}{ratio:8.2f}  {name}", flush=True)

"""检查对象: what the list shows and how its conditions read."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal

from app.core.catalogue import Catalogue
from app.core.filter import CONFIRMED, AnyOf, Condition, OneOf, Unconfirmed
from app.core.filter import Filter as Conditions
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION, ObjectState
from app.services.object_detail import object_detail
from app.services.object_list import first_ids, object_ids, object_rows
from app.services.registry_words import OBJECT_STATES, PERMIT_CLASSES, SUPERVISION_CLASSES
from app.services.rows.filters import KeptFilter
from app.services.rows.registry import Lacking, ObjectRow, RegistryChoices, RegistryQuery
from app.ui.chips import Chip, Filter
from app.ui.columns import RIGHT, Cell, Column
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.filter_chip import KEY, ConditionsChip
from app.ui.filter_dialog import ChooseConditions
from app.ui.long_list import Listed
from app.ui.page import Page
from app.ui.pages.registry_object_acts import ObjectActs
from app.ui.pages.registry_object_panel import ObjectPanel, state_word
from app.ui.pages.registry_section import Asked, ListPlan, ListSection
from app.ui.theme import px

UNCHECKED, UNDRAWN, STALE = "本年未检查", "本年未抽到", "久未核实"
UNVISITED: Mapping[str, tuple[str, ...]] = {
    "supervision_class": YEARLY_CLASSES,
    "state": tuple(state for state in OBJECT_STATES if state not in OUT_OF_POPULATION),
    "undrawn": (UNDRAWN,),
}
"""重点 and 特殊 that no draw of the year has reached, as 工作台 counts them."""
_NARROW_TOWN = 92
_USUAL_MONTHS = 12
_KEPT = "kept:"
_BEFORE_COMPOSED = "permit_class"
_FIELDS = ("state", "supervision_class", "town", "permit_class")


def _state(found: ObjectRow) -> str | Cell:
    return found.state if found.state == ObjectState.NORMAL else Cell(state=state_word(found.state))


def _visits(found: ObjectRow) -> Cell:
    return Cell(str(found.visits), "text" if found.visits else "second")


COLUMNS: tuple[Column[ObjectRow], ...] = (
    Column("code", "编号", 84, lambda found: found.code, sort="code"),
    Column("name", "名称", 0, lambda found: found.name, sort="name"),
    Column("uscc", "统一社会信用代码", 172, lambda found: found.uscc, sort="uscc"),
    Column("kind", "种类", 116, lambda found: found.kind, sort="kind"),
    Column("town", "所在地", 132, lambda found: found.town, sort="town"),
    Column(
        "supervision_class",
        "监管类别",
        76,
        lambda found: Cell(found.supervision_class, bold=found.supervision_class in YEARLY_CLASSES),
        sort="supervision_class",
    ),
    Column("permit_class", "排污许可", 84, lambda found: found.permit_class, sort="permit_class"),
    Column("credit_grade", "信用评价", 76, lambda found: found.credit_grade, sort="credit_grade"),
    Column("visits", "本年检查", 76, _visits, RIGHT, sort="visits"),
    Column("state", "状态", 92, _state, sort="state"),
)
SHOWN = ("code", "name", "town", "supervision_class", "permit_class", "credit_grade", "visits", "state")


FILTERS = (
    Filter("state", "状态", OBJECT_STATES),
    Filter("supervision_class", "监管类别", SUPERVISION_CLASSES),
    Filter("town", "所在地", later=True),
    Filter("permit_class", "排污许可", PERMIT_CLASSES),
    Filter("stratum", "抽查类别", later=True),
    Filter("unchecked", UNCHECKED),
    Filter("undrawn", UNDRAWN),
    Filter("stale", STALE),
)


def strata_in_words(catalogue: Catalogue | None) -> dict[str, Conditions]:
    """Give each stratum of the item list, as a choice in words, with what it asks of an object."""
    strata = catalogue.strata if catalogue else ()
    return {f"{stratum.number} {stratum.short_label}": stratum.conditions for stratum in strata}


def query(
    asked: Asked,
    year: int,
    strata: Mapping[str, Conditions],
    composed: Mapping[str, Conditions],
    months: int,
) -> RegistryQuery:
    """Read what was asked as a query of the registry; ``composed`` are the conditions of chips by key.

    Who was confirmed in the last ``months`` is not 久未核实.
    """
    conditions: list[Condition] = [
        OneOf(field, asked.chosen[field]) for field in _FIELDS if field in asked.chosen
    ]
    if wanted := [strata[words] for words in asked.chosen.get("stratum", ()) if words in strata]:
        conditions.append(AnyOf(tuple(wanted)))
    for key in asked.chosen:
        conditions += composed.get(key, ())
    if "stale" in asked.chosen:
        conditions.append(Unconfirmed(CONFIRMED, months))
    lacking = Lacking.CHECK if "unchecked" in asked.chosen else Lacking.NOTHING
    if "undrawn" in asked.chosen:
        lacking = Lacking.DRAW  # nothing drawn means nothing checked
    return RegistryQuery(asked.text, tuple(conditions), lacking, asked.sort, asked.falling, year)


class ObjectsTab(ListSection[ObjectRow]):
    """The list of objects and the panel of one; `state_asked` hands on whose state is to change.

    `targeted_asked` tells the code and name of an object that was checked outside the draw, `acted` hands on
    what was done with several rows.
    """

    state_asked = Signal(object)
    targeted_asked = Signal(str)
    acted = Signal(object)

    def __init__(self, page: Page, desk: Desk, empty: EmptyState) -> None:
        self._strata: dict[str, Conditions] = {}
        self._composed: Mapping[str, Conditions] = {}
        self.details = ObjectPanel()
        plan = ListPlan(
            name="检查对象",
            unit="家",
            hint="名称、拼音、首字母、编号、统一社会信用代码",
            columns=COLUMNS,
            filters=FILTERS,
            ids=lambda asked: object_ids(desk.store, self._query(asked), desk.today()),
            beginning=self._beginning,
            rows=lambda wanted: object_rows(desk.store, wanted, desk.year),
            detail=lambda row_id: object_detail(desk.store, row_id, desk.year, desk.today()),
            title_of=lambda found: found.name,
            shown=SHOWN,
            order="code",
        )
        super().__init__(page, desk, plan, self.details, empty)
        self.acts = ObjectActs(page, desk, self.details, self.acted.emit)
        if not desk.locked():
            self.offer("批量变更状态", lambda: self._with_selected(self.acts.ask_states))
            self.offer("标为已核实", lambda: self._with_selected(self.acts.ask_confirmed))
        self.own = ConditionsChip()
        self.own.asked.connect(self._compose)
        self.own.changed.connect(self._remember)  # before the list asks again
        self._kept: tuple[KeptFilter, ...] = ()
        self._offer_kept(())
        self.details.edit_asked.connect(self.opened)
        self.details.state_asked.connect(self.state_asked)
        self.details.targeted_asked.connect(self.targeted_asked)

    def set_density(self, density: Density) -> None:
        """Let the name have more of the room where there is little."""
        super().set_density(density)
        town = [column.key for column in COLUMNS].index("town")
        self.table.setColumnWidth(
            town, px(_NARROW_TOWN if density is Density.FOLDED else COLUMNS[town].width)
        )

    def take_choices(self, choices: RegistryChoices) -> None:
        """Offer the towns and strata there are."""
        self._strata = strata_in_words(choices.catalogue)
        self.chips.set_choices("town", choices.towns)
        self.chips.set_choices("stratum", tuple(self._strata))
        self._offer_kept(choices.filters)

    def _beginning(self, asked: Asked) -> Listed:
        found = first_ids(self._desk.store, self._query(asked), self._desk.today())
        return Listed(found.ids, found.whole)

    def _query(self, asked: Asked) -> RegistryQuery:
        desk = self._desk
        months = desk.office.confirm_months or _USUAL_MONTHS
        return query(asked, desk.year, self._strata, self._composed, months)

    def _offer_kept(self, kept: Sequence[KeptFilter]) -> None:
        """Let each kept filter stand on a chip of its own; one in use that changed is asked anew."""
        was, used = self._composed, self.chips.values()
        self._kept = tuple(kept)
        chips = [Chip(Filter(f"{_KEPT}{each.id}", each.name)) for each in kept]
        self.chips.put_behind(_BEFORE_COMPOSED, (self.own, *chips))
        self._remember()
        if any(was.get(key) != self._composed.get(key) for key in used):
            self.reload()

    def _remember(self) -> None:
        """Write down what the chips ask; a worker reads it while the chips may change."""
        kept = {f"{_KEPT}{each.id}": each.conditions for each in self._kept}
        self._composed = {**kept, KEY: self.own.conditions}

    def _compose(self) -> None:
        dialog = ChooseConditions(self, self._desk, "按条件筛选", "筛选", self.own.hold)
        dialog.begin(self.own.conditions)

    def _with_selected(self, ask: Callable[[Sequence[int]], object]) -> None:
        if ids := self.table.selected_array():
            ask(ids)

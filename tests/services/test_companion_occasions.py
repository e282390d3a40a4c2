"""Companions are drawn for campaigns and in rehearsals as they are for a quarter."""

from contextlib import closing
from pathlib import Path

from app.core.periods import period_of
from app.services import draw, occasions, visit_list, visits
from app.services.check import check_database
from app.services.dry_run import rehearsal_copy
from app.services.office import Store
from app.services.rows.companion import CompanionAsk
from tests.services import campaign_samples as campaign
from tests.services.companion_samples import DAY, PERIOD, asked, registered
from tests.stages import DIGITS, YEAR


def test_a_campaign_has_companions_of_its_own(signed: Store) -> None:
    period = campaign.made(signed)
    visits.open_visits(signed, campaign.drawn(signed), campaign.DAY)
    registered(signed)
    found = occasions.preview(signed, f"{period}-F", campaign.DAY)
    assert found.title == f"{campaign.TARGETED.title}随同人员"
    assert found.due_on == campaign.TARGETED.due_on
    draw_id = campaign.drawn(signed, f"{period}-F")
    assert visits.open_visits(signed, draw_id, campaign.DAY) == found.total
    assert check_database(signed.path).ok


def test_it_is_rehearsed_in_a_copy_on_the_visits_there_are(drawn: Store, tmp_path: Path) -> None:
    registered(drawn)
    asked(drawn, CompanionAsk(of_skill="辐射"))
    rehearsed = period_of(PERIOD).rehearsed
    with closing(rehearsal_copy(drawn, tmp_path / "彩排", DAY)) as copy:
        found = occasions.preview(copy, rehearsed, DAY)
        assert (found.title, found.targeting) == (
            "2024年第一季度随同人员（彩排）",
            "有辐射事项的检查每次抽1人",
        )
        draw_id = draw.freeze(copy, rehearsed, "-", "代号的次序", DAY)
        draw.take_digits(copy, draw_id, DIGITS, DAY)
        draw.perform(copy, draw_id, DAY)
        assert visits.open_visits(copy, draw_id, DAY) == found.total
        assert check_database(copy.path).ok
    details = (visit_list.visit_detail(drawn, row.id) for row in visit_list.list_visits(drawn, YEAR))
    assert not any(detail.companions for detail in details)

from dataclasses import replace

from app.documents.content.draw import ExcludedUnit, course
from app.documents.pdf_draw_record import build_draw_record
from app.documents.pdf_freeze_sheet import build_freeze_sheet
from tests.documents.draw_sample import (
    ALIASES,
    CHANGES,
    DIGEST,
    SEED,
    STRATA,
    VOIDED,
    digest,
    draw_record,
    freeze_sheet,
)
from tests.documents.reading import pages


def test_the_same_draw_gives_the_same_bytes() -> None:
    assert build_freeze_sheet(freeze_sheet()) == build_freeze_sheet(freeze_sheet())
    assert build_draw_record(draw_record()) == build_draw_record(draw_record())


def test_the_freeze_sheet_is_one_page_with_all_that_is_signed_for() -> None:
    [text] = pages(build_freeze_sheet(freeze_sheet()))
    for said in (
        DIGEST,
        digest("commitment"),
        digest("head"),
        "第1次",
        "示例白云水库水源地（关闭）",
        "冯例正",
    ):
        assert said in text
    assert all(label in text for _, label, *_ in STRATA)
    assert "可派人员22人，彩排200次均能派齐。" in text


def test_a_normal_quarter_is_frozen_on_one_page_however_many_take_no_part() -> None:
    reasons = ("关闭",) * 5 + ("停产",) * 4 + ("注销", "注销")
    left_out = tuple(
        ExcludedUnit(f"WL-{place:04d}", f"示例第{place}加油站", reason)
        for place, reason in enumerate(reasons)
    )
    sheet = replace(freeze_sheet(strata=(*STRATA, *STRATA[:2])), exclusions=left_out)
    [text] = pages(build_freeze_sheet(sheet))
    assert "不参加11家：关闭5家、停产4家、注销2家，名单列入抽取记录。" in text
    assert "示例第3加油站" not in text
    record = "".join(pages(build_draw_record(replace(draw_record(), excluded=left_out))))
    assert all(f"{unit.code}{unit.name}{unit.reason}" in record for unit in left_out)


def test_a_count_that_was_typed_stands_with_its_reason() -> None:
    [text] = pages(build_freeze_sheet(freeze_sheet()))
    assert "第12项环评报告编制单位抽1家，依据：示环办〔2024〕1号。" in text


def test_a_freeze_sheet_of_a_whole_year_goes_on_and_is_signed_at_its_end() -> None:
    texts = pages(build_freeze_sheet(freeze_sheet(strata=STRATA * 3)))
    assert "（转下页）" in texts[0]
    assert "签名：" not in texts[0]
    assert texts[-1].count("签名：") == 3


def test_a_second_attempt_is_frozen_on_one_page_too() -> None:
    again = replace(VOIDED, reason="现场发现名单漏列一家加油站，补录后重新冻结")
    weights = "违法、投诉、社会关注、信用低、特殊需要、治理不稳定之一为4；管理好、信用好、风险低三项俱全为1"
    sheet = freeze_sheet(strata=(*STRATA, *STRATA[:2]))
    reasons = ("注销", "关闭", "迁出", "停产")
    left_out = tuple(
        ExcludedUnit(f"WL-{place}", "示例加油站", reason) for place, reason in enumerate(reasons)
    )
    told = replace(sheet, voided=(again,), weights=weights, exclusions=left_out)
    [text] = pages(build_freeze_sheet(told))
    assert "作废：现场发现名单漏列一家加油站，补录后重新冻结。" in text
    assert text.count("签名：") == 3


def test_a_freeze_sheet_of_any_length_is_signed_under_its_remarks() -> None:
    for count in range(10, 30):
        texts = pages(build_freeze_sheet(freeze_sheet(strata=(STRATA * 3)[:count])))
        assert "彩排200次均能派齐。" in texts[-1]


def test_a_draw_without_salt_says_so() -> None:
    [text] = pages(build_freeze_sheet(freeze_sheet(commitment="")))
    assert "本次不设保密码" in text
    record = "".join(pages(build_draw_record(replace(draw_record(), salted=False))))
    assert "本批没有保密码，凭名单文件即可核对" in record


def test_the_record_holds_everything_an_auditor_asks_for() -> None:
    record = draw_record(CHANGES, (VOIDED,))
    whole = "".join(pages(build_draw_record(record)))
    said = [
        DIGEST,
        SEED,
        record.result_digest,
        record.log_head,
        "31415926",
        "十面骰子",
        "第2次",
        "此前作废1次",
    ]
    said += [unit.ticket_shown for stratum in record.strata for unit in stratum.picks + stratum.reserves]
    said += [visit.code for visit in record.visits]
    said += [alias.name for alias in ALIASES]
    said += ["示例㭎塆加油站", "名单漏列一家", "与该单位负责人有亲属关系", "不足数：无。", "黄例安（危废）"]
    assert [text for text in said if text not in whole] == []


def test_the_check_stands_on_the_first_page_and_signatures_on_the_last() -> None:
    texts = pages(build_draw_record(draw_record()))
    assert "怎样核对：本批设有保密码" in texts[0]
    assert texts[-1].count("签名：") == 3
    assert sum(text.count("签名：") for text in texts) == 3


def test_what_could_not_be_drawn_is_told() -> None:
    record = draw_record()
    stratum = record.strata[3]
    short = replace(stratum, picks=stratum.picks[:1], reserves=())
    whole = "".join(pages(build_draw_record(replace(record, strata=(*record.strata[:3], short)))))
    assert "第4项涉气重点企业、油库加油站应抽3家，可抽1家，不足2家" in whole


def test_why_nobody_could_be_sent_stands_in_place_of_the_teams() -> None:
    record = replace(draw_record(), visits=(), shortage="甲、乙两家共需4人次，最多2人次。")
    whole = "".join(pages(build_draw_record(record)))
    assert "甲、乙两家共需4人次，最多2人次。" in whole
    assert "0次" not in whole


def test_what_joint_visits_spare_is_printed_and_counted_by_hand() -> None:
    record = draw_record()
    first, second = record.strata[2], record.strata[3]  # two picks, three picks
    both = replace(second, picks=(*first.picks[:1], *second.picks[1:]))
    joined = replace(record, strata=(first, both))
    assert "联合检查：5家次合并为4次检查，少上门1次，涉及1家。" in "".join(pages(build_draw_record(joined)))
    apart = replace(record, strata=(first,))
    whole = "".join(pages(build_draw_record(apart)))
    assert "联合检查：没有同一家抽中几次的，2家次即2次检查。" in whole
    nothing = "".join(pages(build_draw_record(replace(record, strata=(), visits=()))))
    assert "联合检查：" not in nothing


def test_who_was_visited_this_year_is_counted() -> None:
    record = draw_record()
    strata = (*record.strata[:3], replace(record.strata[3], visited=6))
    whole = "".join(pages(build_draw_record(replace(record, strata=strata))))
    assert "本年该事项已查、仍在名单内：第4项涉气重点企业、油库加油站6家。" in whole


def test_a_place_that_was_not_kept_is_not_missed() -> None:
    assert "9时08分，示例区生态环境局冻结待抽名单" in course(replace(draw_record(), place=""))


def test_an_office_of_one_says_so() -> None:
    record = draw_record()
    whole = "".join(pages(build_draw_record(replace(record, roles=record.roles[:1]))))
    assert "没有监督人和见证人" in whole
    assert whole.count("签名：") == 1


def test_a_draw_that_found_nothing_is_still_a_record() -> None:
    empty = replace(draw_record(), strata=(), visits=(), aliases=())
    assert "抽中0家次" in "".join(pages(build_draw_record(empty)))


def test_a_rehearsal_says_so_on_every_page() -> None:
    for texts in (
        pages(build_draw_record(draw_record(watermark="演练"))),
        pages(build_freeze_sheet(freeze_sheet(watermark="演练"))),
    ):
        assert all(text.count("演练") >= 2 for text in texts)


def test_nobody_signs_a_page_that_says_nothing() -> None:
    record = draw_record()
    for more in range(0, 60, 3):
        left_out = tuple(
            ExcludedUnit(f"WL-{place:04d}", f"示例第{place}加油站", "关闭") for place in range(more)
        )
        last = pages(build_draw_record(replace(record, excluded=left_out)))[-1]
        assert "存证码" in last
        assert "签名" in last


def test_the_table_of_changes_begins_on_the_page_that_points_to_it() -> None:
    for count in range(0, 60, 2):
        left_out = tuple(ExcludedUnit(f"WL-{place:04d}", "示例加油站", "关闭") for place in range(count))
        texts = pages(build_draw_record(replace(draw_record(CHANGES), excluded=left_out)))
        [pointing] = [text for text in texts if "见下表。" in text]
        assert "决定人" in pointing


def test_a_draw_with_one_role_says_so_on_both_papers() -> None:
    alone = replace(draw_record(), roles=draw_record().roles[:1])
    sheet = freeze_sheet()
    one = replace(sheet, roles=sheet.roles[:1], sources=sheet.sources[:1])
    said = "只由一方取数，没有其他各方参加"
    assert said in "".join(pages(build_draw_record(alone)))
    assert said in "".join(pages(build_freeze_sheet(one)))
    assert said not in "".join(pages(build_draw_record(draw_record())) + pages(build_freeze_sheet(sheet)))

"""随机抽取规则 as PDF: what is published before anything is drawn."""

from typing import Final

from app.documents.content.dates import long_date
from app.documents.content.policy import (
    CHECKING,
    DRAWING,
    MUST,
    POLICY_TITLE,
    Policy,
    excluded,
    merging,
)
from app.documents.pdf_page import Paper
from app.documents.pdf_table import Cell, Row, Table, place
from app.documents.styles import (
    CELL,
    CELL_CENTRE,
    CELL_HEAD,
    HEADING,
    MM,
    SMALL_BODY,
    SUBTITLE,
    TITLE,
)

_WEIGHTS_MM: Final = (20, 136)
_STRATA_MM: Final = (14, 58, 26, 30, 28)
_STRATA_HEADS: Final = ("序号", "抽查类别", "比例", "哪些算已查", "已查的")
_GAP: Final = 6
_HEAD_AND_TWO_LINES: Final = 64


def build_policy(policy: Policy) -> bytes:
    """Set the rules as PDF; the same rules give the same bytes."""
    paper = Paper(f"{POLICY_TITLE}（{policy.year}年）", policy.office, policy.watermark)
    paper.start()
    paper.text(POLICY_TITLE, TITLE)
    paper.text(f"{policy.office}　{policy.year}年　{long_date(policy.made_on)}打印", SUBTITLE)
    paper.skip(_GAP)
    _said(paper, "一、怎样抽取", DRAWING)
    _headed(paper, "二、权重")
    place(paper, _weights(policy))
    paper.skip(_GAP)
    _said(paper, "三、必查", MUST)
    _said(paper, "四、不参加抽取", excluded(policy))
    _headed(paper, "五、已经查过的")
    place(paper, _strata(policy))
    paper.skip(_GAP)
    _said(paper, "六、合并检查和派员", merging(policy))
    _said(paper, "七、怎样核对", CHECKING)
    return paper.finish()


def _headed(paper: Paper, words: str) -> None:
    """Set a heading that never stands alone at the foot of a page."""
    paper.need(_HEAD_AND_TWO_LINES)
    paper.text(words, HEADING)
    paper.skip(_GAP / 2)


def _said(paper: Paper, heading: str, words: str) -> None:
    _headed(paper, heading)
    paper.text(words, SMALL_BODY)
    paper.skip(_GAP)


def _weights(policy: Policy) -> Table:
    rows = tuple(
        Row((Cell(str(rule.weight), CELL_CENTRE), Cell(rule.given_to, CELL))) for rule in policy.weights
    )
    head = Row((Cell("权重", CELL_HEAD), Cell("给谁", CELL_HEAD)))
    return Table(tuple(width * MM for width in _WEIGHTS_MM), (head,), rows)


def _strata(policy: Policy) -> Table:
    rows = tuple(
        Row(
            (
                Cell(rule.number, CELL_CENTRE),
                Cell(rule.label, CELL),
                Cell(rule.ratio, CELL_CENTRE),
                Cell(rule.visited, CELL),
                Cell(rule.repeat, CELL),
            )
        )
        for rule in policy.strata
    )
    head = Row(tuple(Cell(words, CELL_HEAD) for words in _STRATA_HEADS))
    return Table(tuple(width * MM for width in _STRATA_MM), (head,), rows, goes_on="（转下页）")

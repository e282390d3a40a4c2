"""What a draw is for and how it is shown; campaigns, companions, objects that are drawn apart."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TITLED = """
UPDATE draw SET title = year || '年第' || substr('一二三四', quarter, 1) || '季度'
"""


def upgrade() -> None:
    """Add the columns with what older draws were, then the new tables."""
    for name, kind, before in (
        ("kind", sa.String(), "年度计划"),
        ("title", sa.String(), ""),
        ("reveal_mode", sa.String(), "保密摇号"),
        ("decided_by", sa.String(), ""),
        ("sources", sa.JSON(), "[]"),
        ("targeting", sa.Text(), ""),
    ):
        op.add_column("draw", sa.Column(name, kind, nullable=False, server_default=before))
    op.execute(_TITLED)
    op.add_column(
        "inspection_object", sa.Column("secrecy_basis", sa.String(), nullable=False, server_default="")
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("object_filter", sa.JSON(), nullable=False),
        sa.Column("inspector_filter", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_campaign_year")),
    )
    op.create_table(
        "auxiliary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auxiliary")),
        sa.UniqueConstraint("code", name=op.f("uq_auxiliary_code")),
    )
    op.create_table(
        "visit_companion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("auxiliary_id", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["auxiliary_id"], ["auxiliary.id"], name=op.f("fk_visit_companion_auxiliary_id_auxiliary")
        ),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_visit_companion_draw_id_draw")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_companion_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_companion")),
        sa.UniqueConstraint("visit_id", "auxiliary_id", name=op.f("uq_visit_companion_visit_id")),
    )
    op.create_index(
        op.f("ix_visit_companion_auxiliary_id"), "visit_companion", ["auxiliary_id"], unique=False
    )
    op.create_index(op.f("ix_visit_companion_visit_id"), "visit_companion", ["visit_id"], unique=False)

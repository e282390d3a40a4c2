"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


_NEVER = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
"""


def upgrade() -> None:
    """Make all tables, and let the two logs only grow."""
    op.create_table(
        "annual_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("reported_to", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("reported_reference", sa.String(), nullable=False),
        sa.Column("published_platform", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_plan")),
        sa.UniqueConstraint("year", "version", name=op.f("uq_annual_plan_year")),
    )
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue")),
        sa.UniqueConstraint("year", name=op.f("uq_catalogue_year")),
    )
    op.create_table(
        "draw_entry",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_draw_entry")),
    )
    op.create_index(op.f("ix_draw_entry_digest"), "draw_entry", ["digest"], unique=False)
    op.create_table(
        "event",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_event")),
    )
    op.create_table(
        "inspection_object",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_pinyin", sa.String(), nullable=False),
        sa.Column("name_initials", sa.String(), nullable=False),
        sa.Column("uscc", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("supervision_class", sa.String(), nullable=False),
        sa.Column("permit_class", sa.String(), nullable=False),
        sa.Column("permit_number", sa.String(), nullable=False),
        sa.Column("credit_grade", sa.String(), nullable=False),
        sa.Column("credit_score", sa.Integer(), nullable=True),
        sa.Column("industry_code", sa.String(), nullable=False),
        sa.Column("industry_name", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("construction", sa.String(), nullable=False),
        sa.Column("discharge_type", sa.String(), nullable=False),
        sa.Column("scale", sa.String(), nullable=False),
        sa.Column("cycle", sa.String(), nullable=False),
        sa.Column("monitoring", sa.String(), nullable=False),
        sa.Column("weather_grade", sa.String(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("approval_level", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("operated_on", sa.Date(), nullable=True),
        sa.Column("waste_tonnes", sa.Double(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=True),
        sa.Column("state_reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_object")),
        sa.UniqueConstraint("code", name=op.f("uq_inspection_object_code")),
    )
    op.create_index(op.f("ix_inspection_object_name"), "inspection_object", ["name"], unique=False)
    op.create_index(
        op.f("ix_inspection_object_name_initials"), "inspection_object", ["name_initials"], unique=False
    )
    op.create_index(
        op.f("ix_inspection_object_name_pinyin"), "inspection_object", ["name_pinyin"], unique=False
    )
    op.create_index(op.f("ix_inspection_object_uscc"), "inspection_object", ["uscc"], unique=False)
    op.create_table(
        "inspector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_pinyin", sa.String(), nullable=False),
        sa.Column("name_initials", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("service_start", sa.Date(), nullable=True),
        sa.Column("cert", sa.String(), nullable=False),
        sa.Column("cert_expiry", sa.Date(), nullable=True),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("prior", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspector")),
        sa.UniqueConstraint("code", name=op.f("uq_inspector_code")),
    )
    op.create_index(op.f("ix_inspector_name_initials"), "inspector", ["name_initials"], unique=False)
    op.create_index(op.f("ix_inspector_name_pinyin"), "inspector", ["name_pinyin"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("frozen", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("excluded", sa.JSON(), nullable=False),
        sa.Column("frozen_at", sa.String(), nullable=False),
        sa.Column("digits", sa.JSON(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("seeded_at", sa.String(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("result_digest", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.String(), nullable=False),
        sa.Column("voided_at", sa.String(), nullable=False),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("revealed_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["annual_plan.id"], name=op.f("fk_draw_plan_id_annual_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("digest", name=op.f("uq_draw_digest")),
        sa.UniqueConstraint("period", "attempt", name=op.f("uq_draw_period")),
    )
    op.create_index(op.f("ix_draw_period"), "draw", ["period"], unique=False)
    op.create_table(
        "object_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["object_id"], ["inspection_object.id"], name=op.f("fk_object_change_object_id_inspection_object")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_object_change")),
    )
    op.create_index(op.f("ix_object_change_object_id"), "object_change", ["object_id"], unique=False)
    op.create_table(
        "plan_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["annual_plan.id"], name=op.f("fk_plan_answer_plan_id_annual_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_answer")),
        sa.UniqueConstraint("plan_id", "question", name=op.f("uq_plan_answer_plan_id")),
    )
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("quarters", sa.JSON(), nullable=False),
        sa.Column("moved_reason", sa.String(), nullable=False),
        sa.Column("override", sa.Integer(), nullable=True),
        sa.Column("override_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["annual_plan.id"], name=op.f("fk_plan_line_plan_id_annual_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
        sa.UniqueConstraint("plan_id", "stratum", name=op.f("uq_plan_line_plan_id")),
    )
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_recusal_inspector_id_inspector")
        ),
        sa.ForeignKeyConstraint(
            ["object_id"], ["inspection_object.id"], name=op.f("fk_recusal_object_id_inspection_object")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("inspector_id", "object_id", name=op.f("uq_recusal_inspector_id")),
    )
    op.create_index(op.f("ix_recusal_object_id"), "recusal", ["object_id"], unique=False)
    op.create_table(
        "draw_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_draw_alias_draw_id_draw")),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_draw_alias_inspector_id_inspector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_alias")),
        sa.UniqueConstraint("draw_id", "alias", name=op.f("uq_draw_alias_draw_id")),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("finding_state", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("withheld_basis", sa.String(), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=False),
        sa.Column("disclosed_on", sa.Date(), nullable=True),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_visit_draw_id_draw")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_visit_notice_id_notice")),
        sa.ForeignKeyConstraint(
            ["object_id"], ["inspection_object.id"], name=op.f("fk_visit_object_id_inspection_object")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_draw_id"), "visit", ["draw_id"], unique=False)
    op.create_index(op.f("ix_visit_object_id"), "visit", ["object_id"], unique=False)
    op.create_index(op.f("ix_visit_year"), "visit", ["year"], unique=False)
    op.create_table(
        "visit_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("strata", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("mend_by", sa.Date(), nullable=True),
        sa.Column("struck_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_item_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_item")),
        sa.UniqueConstraint("visit_id", "item", name=op.f("uq_visit_item_visit_id")),
    )
    op.create_index(op.f("ix_visit_item_item"), "visit_item", ["item"], unique=False)
    op.create_table(
        "visit_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_visit_seat_inspector_id_inspector")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_seat_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_seat")),
        sa.UniqueConstraint("visit_id", "number", name=op.f("uq_visit_seat_visit_id")),
    )
    op.create_index(op.f("ix_visit_seat_inspector_id"), "visit_seat", ["inspector_id"], unique=False)
    for table in ("draw_entry", "event"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(_NEVER.format(table=table, verb=verb))

"""Checks that are recorded and not drawn, and who made them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the two tables; nothing that was there changes."""
    op.create_table(
        "targeted_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["object_id"],
            ["inspection_object.id"],
            name=op.f("fk_targeted_check_object_id_inspection_object"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targeted_check")),
    )
    op.create_index(op.f("ix_targeted_check_object_id"), "targeted_check", ["object_id"], unique=False)
    op.create_index(op.f("ix_targeted_check_year"), "targeted_check", ["year"], unique=False)
    op.create_table(
        "targeted_officer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["targeted_check.id"], name=op.f("fk_targeted_officer_check_id_targeted_check")
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_targeted_officer_inspector_id_inspector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targeted_officer")),
        sa.UniqueConstraint("check_id", "inspector_id", name=op.f("uq_targeted_officer_check_id")),
    )
    op.create_index(
        op.f("ix_targeted_officer_inspector_id"), "targeted_officer", ["inspector_id"], unique=False
    )

"""Indexes by which a registry of a million objects is searched, narrowed and put in order."""

import sqlalchemy as sa
from alembic import op

from app.models import search_index

revision = "0005"
down_revision = "0004"

_NARROWED = ("kind", "supervision_class", "permit_class", "credit_grade", "town", "state")


def upgrade() -> None:
    """Add indexes and the tables of what waits for the search's own, which is filled when the file opens."""
    for name in _NARROWED:
        op.create_index(op.f(f"ix_inspection_object_{name}"), "inspection_object", [name], unique=False)
    op.create_table(
        "search_pending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("initials", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_pending")),
    )
    op.create_table(
        "search_mark",
        sa.Column("top", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("top", name=op.f("pk_search_mark")),
    )
    search_index.make(op.get_bind())

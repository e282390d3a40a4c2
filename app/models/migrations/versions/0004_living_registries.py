"""Living registries: evidence, penalties, pairs, vocabularies, and what is kept of inspectors."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables and five columns; nothing that was there changes but 第三方机构, now 委托单位."""
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_filter_name")),
    )
    op.create_table(
        "spoken_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_word")),
        sa.UniqueConstraint("field", "said", name=op.f("uq_spoken_word_field")),
    )
    op.create_table(
        "vocabulary_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vocabulary_word")),
        sa.UniqueConstraint("field", "word", name=op.f("uq_vocabulary_word_field")),
    )
    op.create_table(
        "distinct_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["inspection_object.id"], name=op.f("fk_distinct_pair_first_id_inspection_object")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["inspection_object.id"], name=op.f("fk_distinct_pair_second_id_inspection_object")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinct_pair")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_distinct_pair_first_id")),
    )
    op.create_index(op.f("ix_distinct_pair_second_id"), "distinct_pair", ["second_id"], unique=False)
    op.create_table(
        "inspector_appraisal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_inspector_appraisal_inspector_id_inspector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspector_appraisal")),
        sa.UniqueConstraint("inspector_id", "year", name=op.f("uq_inspector_appraisal_inspector_id")),
    )
    op.create_index(
        op.f("ix_inspector_appraisal_inspector_id"), "inspector_appraisal", ["inspector_id"], unique=False
    )
    op.create_table(
        "inspector_leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_inspector_leave_inspector_id_inspector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspector_leave")),
    )
    op.create_index(
        op.f("ix_inspector_leave_inspector_id"), "inspector_leave", ["inspector_id"], unique=False
    )
    op.create_table(
        "inspector_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_inspector_post_inspector_id_inspector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspector_post")),
    )
    op.create_index(op.f("ix_inspector_post_inspector_id"), "inspector_post", ["inspector_id"], unique=False)
    op.create_table(
        "inspector_training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_inspector_training_inspector_id_inspector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspector_training")),
    )
    op.create_index(
        op.f("ix_inspector_training_inspector_id"), "inspector_training", ["inspector_id"], unique=False
    )
    op.create_table(
        "mark_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["object_id"], ["inspection_object.id"], name=op.f("fk_mark_note_object_id_inspection_object")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_note")),
        sa.UniqueConstraint("object_id", "mark", name=op.f("uq_mark_note_object_id")),
    )
    op.create_index(op.f("ix_mark_note_expires_on"), "mark_note", ["expires_on"], unique=False)
    op.create_index(op.f("ix_mark_note_object_id"), "mark_note", ["object_id"], unique=False)
    op.create_table(
        "merged_object",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("kept", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["object_id"], ["inspection_object.id"], name=op.f("fk_merged_object_object_id_inspection_object")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merged_object")),
        sa.UniqueConstraint("code", name=op.f("uq_merged_object_code")),
    )
    op.create_index(op.f("ix_merged_object_object_id"), "merged_object", ["object_id"], unique=False)
    op.create_table(
        "owner_recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspector_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["inspector.id"], name=op.f("fk_owner_recusal_inspector_id_inspector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner_recusal")),
        sa.UniqueConstraint("inspector_id", "owner", name=op.f("uq_owner_recusal_inspector_id")),
    )
    op.create_index(op.f("ix_owner_recusal_inspector_id"), "owner_recusal", ["inspector_id"], unique=False)
    op.create_index(op.f("ix_owner_recusal_owner"), "owner_recusal", ["owner"], unique=False)
    op.create_table(
        "penalty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["object_id"], ["inspection_object.id"], name=op.f("fk_penalty_object_id_inspection_object")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty")),
        sa.UniqueConstraint("object_id", "document", name=op.f("uq_penalty_object_id")),
    )
    op.create_index(op.f("ix_penalty_decided_on"), "penalty", ["decided_on"], unique=False)
    op.create_index(op.f("ix_penalty_object_id"), "penalty", ["object_id"], unique=False)
    op.create_table(
        "evidence_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_evidence_file")),
    )
    op.create_table(
        "state_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["object_id"],
            ["inspection_object.id"],
            name=op.f("fk_state_evidence_object_id_inspection_object"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["evidence_file.sha256"], name=op.f("fk_state_evidence_sha256_evidence_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_evidence")),
    )
    op.create_index(op.f("ix_state_evidence_object_id"), "state_evidence", ["object_id"], unique=False)
    op.add_column("auxiliary", sa.Column("scope", sa.String(), nullable=False, server_default=""))
    op.add_column("inspection_object", sa.Column("confirmed_on", sa.Date(), nullable=True))
    op.add_column("recusal", sa.Column("relation", sa.String(), nullable=False, server_default=""))
    op.add_column("visit", sa.Column("drawn_as", sa.String(), nullable=False, server_default=""))
    op.add_column("inspector", sa.Column("prior_year", sa.Integer(), nullable=True))
    op.execute("UPDATE auxiliary SET kind = '委托单位' WHERE kind = '第三方机构'")

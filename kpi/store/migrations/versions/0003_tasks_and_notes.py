"""What units say of their tasks, the files that prove it, and notes on indicators."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_evidence"),
    )
    op.create_table(
        "task_progress",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("document_date", sa.String()),
        sa.Column("evidence_hash", sa.String()),
        sa.Column("evidence_name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("done_on", sa.String()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("plan", "task", "unit", name="pk_task_progress"),
        sa.ForeignKeyConstraint(["evidence_hash"], ["evidence.hash"], name="fk_task_progress_evidence"),
    )
    op.create_table(
        "note",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String()),
        sa.PrimaryKeyConstraint("number", name="pk_note"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_note_plan_indicator", "note", ["plan", "indicator"])

"""Figures, reports, explanations, drafts, and a history that cannot be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_SQLITE_TRIGGERS = (
    """CREATE TRIGGER revision_refuses_update BEFORE UPDATE ON revision
    BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END""",
    """CREATE TRIGGER revision_refuses_delete BEFORE DELETE ON revision
    BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END""",
    # INSERT OR REPLACE deletes the row in its way without asking the trigger above
    """CREATE TRIGGER revision_refuses_replace BEFORE INSERT ON revision
    WHEN EXISTS (SELECT 1 FROM revision WHERE number = NEW.number OR previous_hash = NEW.previous_hash)
    BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END""",
)
_POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION revision_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'revision is append-only'; END $$""",
    """CREATE TRIGGER revision_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON revision
    FOR EACH STATEMENT EXECUTE FUNCTION revision_is_append_only()""",
)


def upgrade() -> None:
    op.create_table(
        "revision",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("month", sa.Integer()),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("before", sa.String()),
        sa.Column("after", sa.String()),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_revision"),
        sa.UniqueConstraint("previous_hash", name="uq_revision_previous_hash"),
    )
    op.create_index("ix_revision_unit_month_number", "revision", ["unit", "month", "number"])
    op.create_index("ix_revision_subject_number", "revision", ["subject", "number"])
    op.create_index("ix_revision_action_number", "revision", ["action", "number"])
    for trigger in _SQLITE_TRIGGERS if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL_TRIGGERS:
        op.execute(trigger)
    op.create_table(
        "figure",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("revision", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("unit", "measure", "month", "part", name="pk_figure"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_figure_measure_month", "figure", ["measure", "month"])
    op.create_table(
        "report",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "month", name="pk_report"),
    )
    op.create_index("ix_report_month", "report", ["month"])
    op.create_table(
        "explanation",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "month", "check_id", name="pk_explanation"),
        sa.ForeignKeyConstraint(["unit", "month"], ["report.unit", "report.month"], name="fk_explanation_report"),
    )
    op.create_table(
        "draft",
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "month", "person", name="pk_draft"),
    )

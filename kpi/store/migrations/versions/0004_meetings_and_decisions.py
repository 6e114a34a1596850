"""Review meetings, what they looked at, what they decided, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("chair", sa.String(), nullable=False),
        sa.Column("participants", sa.String(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("prepared_by", sa.String(), nullable=False),
        sa.Column("started_at", sa.String()),
        sa.Column("closed_at", sa.String()),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.String()),
        sa.PrimaryKeyConstraint("number", name="pk_meeting"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "snapshot",
        sa.Column("meeting", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("meeting", name="pk_snapshot"),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.number"], name="fk_snapshot_meeting"),
    )
    op.create_table(
        "decision",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("meeting", _NUMBER, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("done_on", sa.String()),
        sa.PrimaryKeyConstraint("number", name="pk_decision"),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.number"], name="fk_decision_meeting"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "follow_up",
        sa.Column("decision", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("decision", "number", name="pk_follow_up"),
        sa.ForeignKeyConstraint(["decision"], ["decision.number"], name="fk_follow_up_decision"),
    )

"""Accounts, sessions, failed attempts, activated plans, and who submitted, decided and corrected a report."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANTS = ("submitted_at", "first_submitted_at", "decided_at", "corrected_at")
_TEXTS = ("submitted_by", "decided_by", "returned_because", "corrected_by")


def upgrade() -> None:
    for name in _INSTANTS:
        op.add_column("report", sa.Column(name, sa.String()))
    for name in _TEXTS:
        op.add_column("report", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_index("ix_revision_who_number", "revision", ["who", "number"])
    op.create_table(
        "account",
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit", sa.String()),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("external", sa.String()),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("login", name="pk_account"),
        sa.UniqueConstraint("external", name="uq_account_external"),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("opened_at", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session"),
    )
    op.create_index("ix_session_login", "session", ["login"])
    op.create_table(
        "attempt",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempt"),
    )
    op.create_table(
        "plan_file",
        sa.Column("revision", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("activated_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_plan_file"),
    )
